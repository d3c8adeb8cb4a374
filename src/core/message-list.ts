import type { IncomingMessage, Message, MessageStatus, Part } from './model.js';

/** A status may only move to the right; `failed → queued` is the retry, made on purpose elsewhere. */
const RANK: Record<MessageStatus, number> = {
  saving: 0,
  queued: 1,
  sending: 2,
  unconfirmed: 3,
  failed: 3,
  sent: 4,
  delivered: 5,
  read: 6,
};

export const isConfirmed = (message: Message): boolean =>
  message.status === undefined || RANK[message.status] >= RANK.sent;

const isInFlight = (message: Message): boolean =>
  message.status !== undefined && RANK[message.status] <= RANK.sending;

export function forward(
  from: MessageStatus | undefined,
  to: MessageStatus | undefined,
): MessageStatus | undefined {
  if (!from || !to) return to ?? from;
  return RANK[to] >= RANK[from] ? to : from;
}

/** Server order where both have it, else server time; equal means "as they arrived". */
function compare(a: Message, b: Message): number {
  if (a.order !== undefined && b.order !== undefined) return a.order - b.order;
  return a.createdAt - b.createdAt;
}

/** The newest matches are at the end, so the search starts there. */
const findByLocalId = (list: readonly Message[], localId: string | undefined): number =>
  localId ? list.findLastIndex((message) => message.localId === localId) : -1;

const findById = (list: readonly Message[], id: string | undefined): number =>
  id ? list.findLastIndex((message) => message.id === id) : -1;

/**
 * Where a confirmed message belongs. In front of own messages still in flight: had the server taken
 * one of them first, its echo or ack would have come first. Unconfirmed rows never decide the order,
 * since their time is this device's.
 */
function confirmedIndex(list: readonly Message[], message: Message): number {
  let index = list.length;
  while (index > 0 && isInFlight(list[index - 1]!)) index--;
  for (let i = index; i > 0; i--) {
    const before = list[i - 1]!;
    if (!isConfirmed(before)) continue;
    if (compare(before, message) <= 0) break;
    index = i - 1;
  }
  return index;
}

/** Puts a changed row back, moving it only when the order of confirmed rows demands it. */
function place(list: readonly Message[], index: number, message: Message): Message[] {
  const next = list.slice();
  next[index] = message;
  if (!isConfirmed(message)) return next;
  const before = next.slice(0, index).findLast(isConfirmed);
  const after = next.slice(index + 1).find(isConfirmed);
  const fits =
    (!before || compare(before, message) <= 0) && (!after || compare(message, after) <= 0);
  if (fits) return next;
  next.splice(index, 1);
  next.splice(confirmedIndex(next, message), 0, message);
  return next;
}

/** The preview stays on screen when the server's version of the picture comes. */
function mergeParts(old: readonly Part[], incoming: readonly Part[]): Part[] {
  return incoming.map((part, index) => {
    const before = old[index];
    return before && 'localKey' in before && before.localKey && 'mime' in part
      ? { ...part, localKey: before.localKey }
      : part;
  });
}

function merge(old: Message, incoming: IncomingMessage): Message {
  const isOwn = old.author.role === 'visitor';
  const status = isOwn ? forward(old.status, incoming.status ?? 'sent') : incoming.status;
  const merged: Message = {
    ...old,
    ...incoming,
    key: old.key,
    parts: mergeParts(old.parts, incoming.parts),
    ...(old.localId ? { localId: old.localId } : {}),
    ...(status ? { status } : {}),
  };
  delete merged.error;
  if (!incoming.streaming) delete merged.streaming;
  return merged;
}

function toRow(incoming: IncomingMessage, key: string): Message {
  const isOwn = incoming.author.role === 'visitor';
  return { ...incoming, key, ...(isOwn ? { status: incoming.status ?? 'sent' } : {}) };
}

/** Updates the row with the same local id or id, or inserts one; answers a new list. */
export function upsert(list: readonly Message[], incoming: IncomingMessage): Message[] {
  const byLocalId = findByLocalId(list, incoming.localId);
  const byId = findById(list, incoming.id);
  if (byLocalId >= 0 && byId >= 0 && byId !== byLocalId) {
    // History brought the message without its local id: the visitor's own row stays.
    return upsert(list.toSpliced(byId, 1), incoming);
  }
  const index = Math.max(byLocalId, byId);
  if (index >= 0) return place(list, index, merge(list[index]!, incoming));
  const key = incoming.localId ?? incoming.id;
  if (!key) return list.slice(); // nothing could ever address such a row again
  const row = toRow(incoming, key);
  return list.toSpliced(confirmedIndex(list, row), 0, row);
}

/** Appends an own message that has not been sent; a second call with the same local id changes nothing. */
export function appendOwn(list: readonly Message[], message: Message): Message[] {
  return findByLocalId(list, message.localId) >= 0 ? list.slice() : [...list, message];
}

/** Changes the row with this local id; answers the same list when there is none. */
export function patchLocal(
  list: readonly Message[],
  localId: string,
  change: (message: Message) => Message,
): Message[] {
  const index = findByLocalId(list, localId);
  return index < 0 ? list.slice() : list.with(index, change(list[index]!));
}

export function patchById(
  list: readonly Message[],
  id: string,
  change: (message: Message) => Message,
): Message[] {
  const index = findById(list, id);
  return index < 0 ? list.slice() : list.with(index, change(list[index]!));
}

/** The acknowledgement of an own message; the row keeps its key and, where the order allows, its place. */
export function acknowledge(
  list: readonly Message[],
  localId: string,
  ack: { id?: string; createdAt?: number; order?: number },
): Message[] {
  const row = list[findByLocalId(list, localId)];
  if (!row) return list.slice();
  const { id = row.id, createdAt = row.createdAt, order = row.order } = ack;
  return upsert(list, {
    ...row,
    createdAt,
    ...(id === undefined ? {} : { id }),
    ...(order === undefined ? {} : { order }),
    status: forward(row.status, 'sent')!,
  });
}

/** Marks own messages up to the one with this id; unknown ids change nothing. */
export function applyReceipt(
  list: readonly Message[],
  upTo: string,
  status: 'delivered' | 'read',
): Message[] {
  const last = findById(list, upTo);
  return list.map((message, index) =>
    index <= last && message.author.role === 'visitor' && isConfirmed(message)
      ? { ...message, status: forward(message.status, status)! }
      : message,
  );
}
