import type { Conversation, IncomingMessage, Part } from '../../core/model.js';
import type { SendAck } from '../../core/transport.js';
import { url } from '../wire/url-reader.js';
import { defined, id, items, mapped, shape, text, word, type Reader } from '../wire/readers.js';

/** `YYYY-MM-DD HH:MM:SS`, UTC where it names no zone → milliseconds since the epoch. */
export const toTime: Reader<number> = (value) => {
  if (typeof value !== 'string') return undefined;
  const time = value.replace(' ', 'T');
  const at = Date.parse(/T[^+-]*$/.test(time) && !/z$/i.test(time) ? `${time}Z` : time);
  return Number.isNaN(at) ? undefined : at;
};

/** Ids are numbers that grow, written as texts; the times have seconds only, so the ids order. */
const toOrder = (known: string): number | undefined =>
  /^\d{1,15}(\.\d{1,9})?$/.test(known) ? Number(known) : undefined;

const image = url('image');
const row = shape(
  { id, sender_type: word(['visitor', 'agent', 'bot', 'system'], 'system') },
  {
    client_id: id,
    conversation_id: id,
    sender_name: id,
    content: text,
    image_url: image,
    created_at: toTime,
  },
);

/**
 * A row as a message; undefined for what is none. `sender_user_id` is never read: for agents it may
 * be the key of the open API.
 */
export const toMessage: Reader<IncomingMessage> = mapped(row, (known, { now }) =>
  defined({
    id: known.id,
    order: toOrder(known.id),
    localId: known.client_id,
    conversationId: known.conversation_id,
    author: defined({ role: known.sender_type, name: known.sender_name }),
    parts: toParts(known),
    createdAt: known.created_at ?? now,
  }),
);

function toParts({ content, image_url: address }: { content?: string; image_url?: string }): Part[] {
  const parts: Part[] = [];
  if (address) parts.push(toImage(address));
  if (content) parts.push({ type: 'text', text: content, format: 'plain' });
  // Never an empty bubble, whatever message_type there will be.
  return parts[0] ? parts : [{ type: 'notice', code: 'unsupported', params: {} }];
}

function toImage(address: string): Part {
  const name = /([^/]*)$/.exec(address.replace(/[?#].*$/, ''))?.[1] ?? '';
  const ending = /\.(png|gif)$/i.exec(name)?.[1] ?? 'jpeg';
  return { type: 'image', name, mime: `image/${ending.toLowerCase()}`, url: address };
}

/** A page of the history; malformed rows are skipped. */
export const toHistory = mapped(
  shape({ messages: items(toMessage), has_more: (value) => value === true }),
  ({ messages, has_more: hasMore }) => ({ messages, hasMore }),
);

const sent = shape({ id }, { conversation_id: id, created_at: toTime, image_url: image });

/** What `send` and `upload` answer. */
export type Sent = { ack: SendAck & { id: string }; conversationId: string | undefined; url: string | undefined };

/** The acknowledgement of a message that the backend has. */
export const toSent: Reader<Sent> = mapped(sent, ({ id, conversation_id: conversationId, created_at: createdAt, image_url: url }) => ({
  ack: defined({ id, order: toOrder(id), createdAt }),
  conversationId,
  url,
}));

/** The conversation that an answer names by its id alone. */
export const toConversation = (known: string | undefined): Conversation =>
  known ? { id: known, state: 'active' } : { state: 'none' };
