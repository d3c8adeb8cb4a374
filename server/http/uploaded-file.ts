import { invalid, ServiceError } from '../conversation/service-error.js';
import { readBody } from './read-body.js';

/** What boundaries and part headers may add to the file itself. */
const overheadBytes = 64 * 1024;

/**
 * The `file` part of a multipart body.
 * @throws ServiceError `too_large`, `invalid`
 */
export async function readUploadedFile(
  request: Request,
  maxBytes: number,
): Promise<{ name: string; bytes: Uint8Array }> {
  const body = await readBody(request, maxBytes + overheadBytes);
  const file = (await parseForm(body, request.headers.get('Content-Type') ?? '')).get('file');
  if (!(file instanceof File)) throw invalid({ file: 'required' });
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

async function parseForm(body: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(body, { headers: { 'Content-Type': type } }).formData();
  } catch {
    throw new ServiceError('invalid', 'the body is not multipart/form-data', { fields: { file: 'required' } });
  }
}
