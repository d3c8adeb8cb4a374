import type { IncomingMessage, MessageAction } from '../../../core/model.js';
import type { OutgoingMessage } from '../../../core/transport.js';
import { ChatError } from '../../../core/errors.js';
import { author, toParts } from './rest-parts-mapper.js';
import { id, list, shape, time, type Reader } from '../readers.js';

const head = shape(
  { id, author: author('system') },
  { localId: id, conversationId: id, createdAt: time, editedAt: time },
);

/** A Message of the open REST contract; undefined for what is none (it has no id or no author). */
export const toMessage: Reader<IncomingMessage> = (value, mapping) => {
  const known = head(value, mapping);
  return known && { createdAt: mapping.now, ...known, parts: toParts(value, mapping)! };
};

/** The answer of `GET /messages`; malformed messages are skipped. */
export const toHistory = shape({ messages: list(toMessage), hasMore: (value) => value === true });

/** The body of `POST /messages`. */
export type MessageRequest = {
  localId: string;
  text: string | undefined;
  /** Upload ids. */
  attachments: string[] | undefined;
  action: MessageAction | undefined;
};

/** @throws ChatError `invalid` when a file has not been uploaded: without it the message would lie. */
export function fromOutgoing({ localId, parts, action }: OutgoingMessage): MessageRequest {
  const texts: string[] = [];
  const attachments: string[] = [];
  for (const part of parts) {
    if (part.type === 'text') texts.push(part.text);
    if (!('mime' in part)) continue;
    if (!part.uploadId) throw new ChatError('invalid', 'a file is not uploaded');
    attachments.push(part.uploadId);
  }
  // JSON leaves out what is undefined.
  return {
    localId,
    text: texts.join('\n') || undefined,
    attachments: attachments[0] ? attachments : undefined,
    action,
  };
}
