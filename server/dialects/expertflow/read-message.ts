import { randomId } from '../../conversation/random-id.js';
import { maxTextLength } from '../../conversation/messages.js';
import type { Attachment } from '../../conversation/model.js';
import { invalid, ServiceError } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { isWebAddress } from '../../http/is-web-address.js';
import { readDataUrl } from './data-url.js';

/** A file that came inside the message. */
export type SentFile = { name: string; bytes: Uint8Array };

/** A ChatMessage of a customer, its files not stored yet. */
export type SentMessage = { localId: string; text: string; files: SentFile[]; linked: Attachment[] };

const maxAttachments = 10;

/**
 * Reads a ChatMessage.
 * @param keepsId whether the sender's own id names the message, so that a repetition is noticed
 * @throws ServiceError `invalid`, `unsupported_type` for an address that is neither data: nor http(s):
 */
export function readChatMessage(payload: Record<string, unknown>, keepsId: boolean): SentMessage {
  const { text, tag, attachments } = Input.read(payload, (input) => ({
    text: input.text('text', maxTextLength) ?? '',
    tag: input.text('tag'),
    attachments: input.objects('attachments', maxAttachments) ?? [],
  }));
  // Whispers pass among agents, and never to or from customers.
  if (tag === 'whisper') throw invalid({ tag: 'invalid' }, 'customers do not whisper');
  const files: SentFile[] = [];
  const linked: Attachment[] = [];
  for (const attachment of attachments) {
    const read = readAttachment(attachment);
    if ('bytes' in read) files.push(read);
    else linked.push(read);
  }
  return { localId: (keepsId && readId(payload['id'])) || randomId('e'), text, files, linked };
}

/** An id that cannot name anything counts as none. */
function readId(id: unknown): string | undefined {
  return typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}

function readAttachment(attachment: Record<string, unknown>): SentFile | Attachment {
  const { name, mime } = Input.read(attachment, (input) => ({
    name: input.text('name', 500) || 'file',
    mime: input.text('type', 200) || 'application/octet-stream',
  }));
  const url = attachment['contentUrl'];
  if (typeof url !== 'string') throw invalid({ contentUrl: 'required' });
  const bytes = readDataUrl(url);
  if (bytes) return { name, bytes };
  if (!isWebAddress(url)) throw new ServiceError('unsupported_type', 'only http, https and data addresses are taken');
  return { id: randomId('l'), url, name, mime, size: 0 };
}
