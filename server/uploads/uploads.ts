import type { Context } from '../conversation/context.js';
import type { Attachment } from '../conversation/model.js';
import { randomId, randomSecret } from '../conversation/random-id.js';
import { invalid, notFound, ServiceError } from '../conversation/service-error.js';
import type { UploadRow } from '../store/upload-store.js';
import { readImageHeader } from './image-header.js';
import { toAttachment } from './to-attachment.js';

/** Files in chats: accepted by what their bytes are, never by what they are called. */
export class Uploads {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * Stores a file of (or for) a visitor until a message takes it.
   * @throws ServiceError `invalid` (empty), `too_large`, `unsupported_type`, `rate_limited`, `storage_full`
   */
  store(visitorId: string, file: { name: string; bytes: Uint8Array }): Attachment {
    const { accept, maxBytes } = this.#context.site.config.upload;
    if (file.bytes.length === 0) throw invalid({ file: 'required' }, 'the file is empty');
    if (file.bytes.length > maxBytes) throw tooLarge(maxBytes);
    const header = readImageHeader(file.bytes);
    if (!header || !accept.includes(header.mime)) {
      throw new ServiceError('unsupported_type', `only these are accepted: ${accept.join(', ')}`);
    }
    this.#context.limiter.take(`upload:${visitorId}`, this.#context.site.config.maxPerMinute);
    const upload: UploadRow = {
      id: randomId('u'),
      secret: randomSecret(),
      visitorId,
      name: cleanName(file.name),
      size: file.bytes.length,
      ...header,
    };
    this.#makeRoom(upload.size);
    this.#context.uploads.insert(upload, file.bytes, this.#context.now());
    return toAttachment(upload);
  }

  /** The file at an address. @throws ServiceError `not_found` */
  read(secret: string): { upload: UploadRow; bytes: Uint8Array } {
    const found = this.#context.uploads.read(secret);
    if (!found) throw notFound('file');
    return found;
  }

  /** What nobody sent goes first; what somebody said stays. */
  #makeRoom(bytes: number): void {
    const { maxUploadBytes, uploads } = this.#context;
    while (uploads.totalBytes() + bytes > maxUploadBytes) {
      if (!uploads.removeOldestUnused()) throw new ServiceError('storage_full', 'there is no room for more files');
    }
  }
}

/** The refusal of a file or body beyond its limit. */
export function tooLarge(maxBytes: number): ServiceError {
  return new ServiceError('too_large', `at most ${maxBytes} bytes are accepted`);
}

/** No folders, no control characters, no endless names. */
function cleanName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  // eslint-disable-next-line no-control-regex -- control characters are what is removed here
  const printable = base.replace(/[\u0000-\u001f\u007f]/g, '').trim();
  // Cutting may leave half a character, which no URL can carry; UTF-8 replaces it.
  return Buffer.from(printable.slice(-120)).toString() || 'file';
}
