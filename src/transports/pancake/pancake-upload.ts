import { safeUrl } from '../../core/safe-url.js';
import { ChatError } from '../../core/errors.js';
import type { MediaPart } from '../../core/model.js';
import type { OnProgress, TransportContext } from '../../core/transport.js';
import { toProtocolError } from '../http.js';
import { uploadByPage, uploadFile } from '../upload.js';
import { isWire } from '../wire/readers.js';

/**
 * One picture: Pancake takes its address only, so that the page's own upload, or what `upload-url`
 * names, takes the bytes.
 * @throws ChatError `bad-type`, `config`, that of the upload, or `protocol` when its answer names no address
 */
export async function uploadPicture(
  context: TransportContext,
  uploadUrl: string | undefined,
  file: File,
  onProgress: OnProgress,
  signals: readonly AbortSignal[],
): Promise<MediaPart> {
  if (!file.type.startsWith('image/')) throw new ChatError('bad-type', 'pictures only');
  const { uploader } = context.config;
  const url = uploader
    ? toAddress(await uploadByPage(context, uploader, file, signals))
    : await toServer(context, uploadUrl!, file, onProgress, signals);
  if (!url) throw toProtocolError('the upload gave no address');
  return { type: 'image', name: file.name, mime: file.type, size: file.size, url, uploadId: url };
}

async function toServer(
  context: TransportContext,
  address: string,
  file: File,
  onProgress: OnProgress,
  signals: readonly AbortSignal[],
): Promise<string | undefined> {
  const url = toAddress(address, globalThis.location?.href);
  if (!url) throw new ChatError('config', `upload-url="${address}" is no web address`);
  return findAddress(await uploadFile(context, { url, signals }, file, onProgress), url);
}

/** `{url}`, perhaps inside `data`; relative to where the picture went. */
function findAddress(answer: unknown, base: string): string | undefined {
  const { url, data } = isWire(answer) ? answer : {};
  return isWire(data) && !url ? findAddress(data, base) : toAddress(url, base);
}

/** A web address, absolute. */
function toAddress(text: unknown, base?: string): string | undefined {
  return typeof text === 'string' && text && URL.canParse(text, base) ? safeUrl('file', new URL(text, base).href) : undefined;
}
