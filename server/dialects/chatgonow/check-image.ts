import type { ChatService } from '../../conversation/chat-service.js';
import { ServiceError } from '../../conversation/service-error.js';
import { readImageHeader } from '../../uploads/image-header.js';
import { tooLarge } from '../../uploads/uploads.js';
import { imageRules } from './chatgonow-config.js';
import type { ChatgonowOptions } from './chatgonow-options.js';

/**
 * Takes png, jpeg and gif by what the bytes are, never by a name; answers the kind (`png`).
 * @throws ServiceError `too_large`, `unsupported_type`
 */
export function checkImage(service: ChatService, options: ChatgonowOptions, bytes: Uint8Array): string {
  const { accept, maxBytes } = imageRules(service, options);
  if (bytes.length > maxBytes) throw tooLarge(maxBytes);
  const mime = readImageHeader(bytes)?.mime ?? '';
  if (!accept.includes(mime)) throw new ServiceError('unsupported_type', `only these are accepted: ${accept.join(', ')}`);
  return mime.slice('image/'.length);
}
