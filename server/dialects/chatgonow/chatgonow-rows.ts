import type { ChatService } from '../../conversation/chat-service.js';
import type { Message, StoredMessage, Visitor } from '../../conversation/model.js';
import { notFound } from '../../conversation/service-error.js';

/** What visitor contract and open API say alike of one message. */
type Content = { message_type: 'text' | 'image'; content: string; image_url: string | null; created_at: string };

/** A message as the visitor contract has it. */
export type ChatgonowRow = Content & {
  id: string;
  client_id: string | null;
  conversation_id: string;
  sender_type: 'visitor' | 'agent';
  sender_name: string | null;
};

/** A message as the open API has it. */
export type OpenApiRow = Content & { conversation_id: string; sender_type: 'visitor' | 'agent'; sender_user_id: string };

const conversationKind = 'chatgonow.conversation';

/** The number that this protocol has for a conversation. */
export function conversationNumber(service: ChatService, conversationId: string, visitorId: string): number {
  return service.context.aliases.add(conversationKind, conversationId, conversationId, visitorId);
}

/** Our conversation behind a number. */
export function conversationOfNumber(service: ChatService, number: number): string | undefined {
  return service.context.aliases.idOfNumber(conversationKind, number);
}

/**
 * The rows of one message. A row is a text or one image, so words with pictures become several:
 * `104` says the words, `104.1` shows the picture behind them.
 */
export function toRows(service: ChatService, { seq, visitorId, message }: StoredMessage): ChatgonowRow[] {
  const { localId, conversationId, author } = message;
  return toContents(message).map((content, index) => ({
    id: index === 0 ? String(seq) : `${seq}.${index}`,
    client_id: localId ?? null,
    conversation_id: String(conversationNumber(service, conversationId, visitorId)),
    sender_type: senderOf(message),
    // The only thing about an operator that a visitor learns.
    sender_name: author.name ?? (author.role === 'visitor' ? null : 'Agent'),
    ...content,
  }));
}

/** The same for the open API; `apiKey` stands for every agent. */
export function toOpenApiRows(service: ChatService, apiKey: string, { visitorId, message }: StoredMessage): OpenApiRow[] {
  const type = senderOf(message);
  return toContents(message).map((content) => ({
    conversation_id: String(conversationNumber(service, message.conversationId, visitorId)),
    sender_type: type,
    sender_user_id: type === 'visitor' ? visitorId.replace(/^v_/, 'visitor_') : apiKey,
    ...content,
  }));
}

/** The visitor's message that a row's id names. @throws ServiceError `not_found` */
export function messageOfRow(service: ChatService, visitor: Visitor, rowId: string): Message {
  const seq = /^(\d{1,15})(\.\d{1,3})?$/.test(rowId) ? Math.trunc(Number(rowId)) : 0;
  const { messages } = service.context.messages.page({ of: { visitorId: visitor.id }, before: seq + 1, limit: 1 });
  const stored = messages.find((each) => each.seq === seq);
  if (!stored) throw notFound('message');
  return stored.message;
}

/** `YYYY-MM-DD HH:MM:SS`, UTC. */
export function toWireTime(iso: string): string {
  return iso.slice(0, 19).replace('T', ' ');
}

function toContents(message: Message): Content[] {
  const created_at = toWireTime(message.createdAt);
  const images = message.attachments.map(
    // Relative to the site, as the document shows it.
    ({ url }): Content => ({ message_type: 'image', content: '', image_url: url, created_at }),
  );
  const content = wordsOf(message);
  if (content === '' && images.length > 0) return images;
  return [{ message_type: 'text', content, image_url: null, created_at }, ...images];
}

/** Cards, buttons and notices have no form of their own here; their words remain. */
function wordsOf({ text, cards = [], quickReplies = [], notice }: Message): string {
  const lines = [
    text,
    ...cards.flatMap(({ title, subtitle = '', buttons }) => [title, subtitle, ...buttons.map((button) => button.url ?? button.title)]),
    ...quickReplies.map(({ title }) => title),
    ...(text === '' && notice ? [notice.code] : []),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function senderOf({ author }: Message): 'visitor' | 'agent' {
  return author.role === 'visitor' ? 'visitor' : 'agent';
}
