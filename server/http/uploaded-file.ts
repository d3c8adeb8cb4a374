import { invalid, ServiceError } from '../conversation/service-error.js';
import { readBody } from './read-body.js';

/** What boundaries and part headers may add to the file itself. */
const overheadBytes = 64 * 1024;

type UploadedFile = { name: string; bytes: Uint8Array };

/**
 * The `file` part of a multipart body.
 * @throws ServiceError `too_large`, `invalid`
 */
export async function readUploadedFile(request: Request, maxBytes: number): Promise<UploadedFile> {
  return (await readUploadForm(request, maxBytes)).file;
}

/** The same with the form's other parts that are texts. */
export async function readUploadForm(
  request: Request,
  maxBytes: number,
): Promise<{ file: UploadedFile; texts: Record<string, string> }> {
  const body = await readBody(request, maxBytes + overheadBytes);
  const form = await parseForm(body, request.headers.get('Content-Type') ?? '');
  const file = form.get('file');
  if (!(file instanceof File)) throw invalid({ file: 'required' });
  const texts = [...form].filter((part): part is [string, string] => typeof part[1] === 'string');
  return { file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }, texts: Object.fromEntries(texts) };
}

async function parseForm(body: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'Content-Type': type } }).formData();
  } catch {
    throw new ServiceError('invalid', 'the body is not multipart/form-data', { fields: { file: 'required' } });
  }
}
