import { ChatError } from '../../core/errors.js';
import type { MediaPart } from '../../core/model.js';
import type { OnProgress, TransportContext } from '../../core/transport.js';
import { toProtocolError } from '../http.js';
import { limited } from '../limited.js';
import { uploadByPage, uploadFile } from '../upload.js';
import { readRefusal } from '../wire/rest/rest-refusal.js';
import { DATA_MAX } from './expertflow-data-max.js';
import { folded, known } from './expertflow-wire.js';

/** Milliseconds for reading a file. */
const READ_MS = 30_000;

/**
 * The protocol has no upload: the page's own function, else `upload-url`, else the file travels
 * inside the message as a `data:` URL. Progress is in bytes.
 * @throws ChatError `too-large` above what one frame carries; `protocol` for an answer without an
 * address; what the page's function or the upload refused
 */
export async function uploadTo(
  context: TransportContext,
  file: File,
  onProgress: OnProgress,
  signals: readonly (AbortSignal | undefined)[],
): Promise<MediaPart> {
  const { uploader, options } = context.config;
  const target = options['upload-url'];
  let url: string | undefined;
  if (uploader) url = toAddress(await uploadByPage(context, uploader, file, signals), '');
  else if (target) {
    const request = { url: toAbsolute(target), readRefusal, signals };
    url = toAddress(await uploadFile(context, request, file, onProgress), request.url);
  } else url = await limited(context.clock, { timeoutMs: READ_MS, signals }, () => toData(file));
  onProgress(file.size, file.size);
  const { name, type: mime, size } = file;
  const type = (/^(image|audio|video)\//.exec(mime)?.[1] ?? 'file') as MediaPart['type'];
  // The address is all that anybody knows of it.
  return { type, name, mime, size, url, uploadId: url };
}

function toAbsolute(url: string): string {
  try {
    return new URL(url, globalThis.location?.href).href;
  } catch (cause) {
    throw new ChatError('config', 'upload-url is not a URL', { cause });
  }
}

/** The first address in the answer, whatever its member is called. */
function toAddress(answer: unknown, base: string): string {
  const outer = folded(answer);
  const it = { ...outer, ...folded(outer['data']), ...folded(outer['file']) };
  const names = ['url', 'contenturl', 'fileurl', 'link', 'location', 'href', 'path'];
  const told = typeof answer === 'string' ? answer : names.map((name) => known(it[name])).find(Boolean);
  try {
    const { href, protocol } = new URL(told ?? '', base || globalThis.location?.href);
    if (told && /^https?:$/.test(protocol)) return href;
  } catch {
    // Said below.
  }
  throw toProtocolError('the upload answered without an address');
}

async function toData(file: File): Promise<string> {
  if (file.size > DATA_MAX) throw new ChatError('too-large', `files may have ${DATA_MAX} bytes here`);
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw new ChatError('storage', 'the file cannot be read', { cause });
  });
  const CHUNK = 0x8000; // arguments of one call
  const view = new Uint8Array(bytes);
  let text = '';
  for (let at = 0; at < view.length; at += CHUNK) {
    text += String.fromCharCode(...view.subarray(at, at + CHUNK));
  }
  return `data:${file.type || 'application/octet-stream'};base64,${btoa(text)}`;
}
