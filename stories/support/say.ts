import type { ChatAction } from '../../src/core/actions.js';
import type { Author, IncomingMessage, MediaPart, Message, MessageStatus, Part } from '../../src/core/model.js';
import { visitor } from './people.js';

let counter = 0;

const toParts = (content: string | Part[]): Part[] =>
  typeof content === 'string' ? [{ type: 'text', text: content, format: 'plain' }] : content;

/** A message as a transport hands it in. */
export function said(
  author: Author,
  content: string | Part[],
  createdAt: number,
  more: Partial<IncomingMessage> = {},
): IncomingMessage {
  return { id: `m${++counter}`, author, parts: toParts(content), createdAt, ...more };
}

/** An own message on its way. */
export function own(
  localId: string,
  content: string | Part[],
  createdAt: number,
  status: MessageStatus = 'saving',
): Message {
  return { key: localId, localId, author: visitor, parts: toParts(content), createdAt, status };
}

export const picture = (name: string, more: Partial<MediaPart> = {}): MediaPart => ({
  type: 'image',
  name,
  mime: 'image/webp',
  ...more,
});

/** A connected, open panel with this history; the start of most states. */
export function talking(agent: Author, messages: IncomingMessage[] = []): ChatAction[] {
  const { id, name, avatarUrl } = agent;
  const last = messages.at(-1);
  return [
    { type: 'capabilities/changed', change: { upload: true, typing: true, receipts: true } },
    {
      type: 'availability/changed',
      availability: 'online',
      agents: [{ ...(id && { id }), ...(name && { name }), ...(avatarUrl && { avatarUrl }) }],
    },
    { type: 'session/opened', conversation: { id: 'c1', state: 'active' }, resume: undefined },
    { type: 'history/loaded', messages },
    { type: 'connection/changed', connection: { status: 'online' } },
    ...(last?.id ? [{ type: 'read/marked', key: last.id, at: last.createdAt } as const] : []),
    { type: 'panel/opened' },
  ];
}
