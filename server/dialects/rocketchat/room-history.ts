import type { Conversation, Message, Visitor } from '../../conversation/model.js';
import type { Livechat } from './livechat.js';
import { toWireMessage } from './room-messages.js';
import { type SystemMessage, systemMessagesOf } from './system-messages.js';

export type HistoryRange = { limit: number; offset: number; end?: Date };

export type HistoryEntry = ReturnType<typeof toWireMessage> | Omit<SystemMessage, 'cursor'>;

const pageSize = 100;

/** A stretch of a room's history, newest first; `end` is exclusive. What it holds counts as delivered. */
export function historyOf(livechat: Livechat, guest: Visitor, room: Conversation, rid: string, range: HistoryRange): HistoryEntry[] {
  const { limit, offset, end } = range;
  const isBefore = (at: number): boolean => end === undefined || at < end.getTime();
  const system = systemMessagesOf(livechat, guest, room, rid)
    .filter(({ ts }) => isBefore(ts.getTime()))
    .map(({ cursor: _, ...line }) => line)
    .reverse();
  const said = newestMessages(livechat, room, ({ createdAt }) => isBefore(Date.parse(createdAt)), offset + limit);
  const newest = said[0];
  if (newest && end === undefined) livechat.service.receipts.deliveredToVisitor(guest.id, newest.id);
  const beingWritten = new Map(livechat.service.streams.replacements(guest.id).map(({ id, text }) => [id, text]));
  const messages = said.map((each) => toWireMessage(livechat, { ...each, text: beingWritten.get(each.id) ?? each.text }, rid));
  const merged = mergeNewestFirst(messages, system);
  return merged.slice(offset, offset + limit);
}

/** Reads back until there are enough that fit. */
function newestMessages({ service }: Livechat, room: Conversation, fits: (message: Message) => boolean, enough: number): Message[] {
  const found: Message[] = [];
  let before: number | undefined;
  for (;;) {
    const { messages, hasMore } = service.context.messages.page({
      of: { conversationId: room.id },
      limit: pageSize,
      before,
    });
    found.push(...messages.map(({ message }) => message).reverse().filter(fits));
    before = messages[0]?.seq;
    if (!hasMore || found.length >= enough) return found;
  }
}

/** Both lists keep their own order, whatever the clock says; at the same instant a message is newer. */
function mergeNewestFirst(said: readonly HistoryEntry[], system: readonly HistoryEntry[]): HistoryEntry[] {
  const merged: HistoryEntry[] = [];
  let next = 0;
  for (const message of said) {
    for (; next < system.length && Number(system[next]?.ts) > Number(message.ts); next++) merged.push(...system.slice(next, next + 1));
    merged.push(message);
  }
  return [...merged, ...system.slice(next)];
}
