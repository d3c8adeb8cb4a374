import { randomId } from '../../conversation/random-id.js';
import { maxTextLength, type VisitorMessage } from '../../conversation/messages.js';
import type { Attachment } from '../../conversation/model.js';
import { invalid, ServiceError } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
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
  const input = new Input(payload);
  const text = input.text('text', maxTextLength) ?? '';
  const tag = input.text('tag');
  const attachments = input.objects('attachments', maxAttachments) ?? [];
  input.done();
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

/** Takes the message apart into what the service keeps. */
export function toDraft({ localId, text, linked }: SentMessage, uploadIds: string[]): VisitorMessage {
  return {
    localId,
    text,
    ...(uploadIds.length > 0 ? { attachments: uploadIds } : {}),
    ...(linked.length > 0 ? { linked } : {}),
  };
}

/** An id that cannot name anything counts as none. */
function readId(id: unknown): string | undefined {
  return typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id) ? id : undefined;
}

function readAttachment(attachment: Record<string, unknown>): SentFile | Attachment {
  const input = new Input(attachment);
  const name = input.text('name', 500) || 'file';
  const mime = input.text('type', 200) || 'application/octet-stream';
  const url = attachment['contentUrl'];
  input.done();
  if (typeof url !== 'string') throw invalid({ contentUrl: 'required' });
  const bytes = readDataUrl(url);
  if (bytes) return { name, bytes };
  if (!isWebAddress(url)) throw new ServiceError('unsupported_type', 'only http, https and data addresses are taken');
  return { id: randomId('l'), url, name, mime, size: 0 };
}

function isWebAddress(url: string): boolean {
  return url.length <= 2000 && /^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '');
}
