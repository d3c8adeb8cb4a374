import { safeUrl } from '../../core/safe-url.js';
import { ChatError } from '../../core/errors.js';
import type { MediaPart } from '../../core/model.js';
import type { OnProgress, TransportContext } from '../../core/transport.js';
import { toProtocolError } from '../http.js';
import { uploadByPage, uploadFile } from '../upload.js';
import { isWire } from '../wire/readers.js';
import { toAddress } from './pancake-settings.js';

/**
 * One picture: Pancake takes its address only, so that the page's own upload, or what `upload-url`
 * names, takes the bytes.
 * @throws ChatError `bad-type`, that of the upload, or `protocol` when its answer names no address
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
  const answer = uploader
    ? await uploadByPage(context, uploader, file, signals)
    : await toServer(context, toAddress(uploadUrl!), file, onProgress, signals);
  const url = typeof answer === 'string' ? safeUrl('image', answer) : undefined;
  if (!url?.startsWith('http')) throw toProtocolError('the upload gave no address');
  return { type: 'image', name: file.name, mime: file.type, size: file.size, url, uploadId: url };
}

async function toServer(
  context: TransportContext,
  url: string,
  file: File,
  onProgress: OnProgress,
  signals: readonly AbortSignal[],
): Promise<string | undefined> {
  return findAddress(await uploadFile(context, { url, signals }, file, onProgress), url);
}

/** `{url}`, perhaps inside `data`; relative to where the picture went. */
function findAddress(answer: unknown, base: string): string | undefined {
  const { url, data } = isWire(answer) ? answer : {};
  if (typeof url !== 'string' || !url) return isWire(data) ? findAddress(data, base) : undefined;
  return URL.canParse(url, base) ? new URL(url, base).href : undefined;
}
