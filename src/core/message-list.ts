import type { IncomingMessage, Message, MessageStatus, Part, ReceiptState } from './model.js';

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

/** What the page shows in one tab: no backend knows it, and no other tab. */
export const isShown = ({ id, author }: Message): boolean => !id && author.role !== 'visitor';

const isInFlight = (message: Message): boolean =>
  message.status !== undefined && RANK[message.status] <= RANK.sending;

export function forward(
  from: MessageStatus | undefined,
  to: MessageStatus | undefined,
): MessageStatus | undefined {
  if (!from || !to) return to ?? from;
  return RANK[to] >= RANK[from] ? to : from;
}

/** Rows whose place the backend decides; the others stand where they were written. */
const isPlaced = (message: Message): boolean => isConfirmed(message) && !message.isLocalTime;

/** Server order where both have it, else server time; equal, or nonsense, means "as they arrived". */
function compare(a: Message, b: Message): number {
  if (a.order !== undefined && b.order !== undefined) return a.order - b.order || 0;
  return a.createdAt - b.createdAt || 0;
}

type Ids = Set<string | undefined>;

/** What the messages of a list, and those it came from, are called: a list is looked through only for what it may hold. */
const idsOf = new WeakMap<readonly Message[], Ids>();

function toIds(list: readonly Message[]): Ids {
  const ids = idsOf.get(list) ?? new Set(list.flatMap(({ id, localId }) => [id, localId]));
  idsOf.set(list, ids);
  return ids;
}

/** `next` came from `list`, by this row alone. */
function heir(list: readonly Message[], next: Message[], row: Message): Message[] {
  idsOf.set(next, toIds(list).add(row.id).add(row.localId));
  return next;
}

/** Many times faster than `with`, `toSpliced` and the spread: of a long list the copy is what costs. */
function replace(list: readonly Message[], index: number, row: Message): Message[] {
  const next = list.slice();
  next[index] = row;
  return heir(list, next, row);
}

function insert(list: readonly Message[], index: number, row: Message): Message[] {
  const next = list.concat([row]);
  next.copyWithin(index + 1, index);
  next[index] = row;
  return heir(list, next, row);
}

/** The newest matches are at the end, so the search starts there. A loop: bursts make it hot. */
function findBy(list: readonly Message[], name: 'id' | 'localId', value: string | undefined): number {
  let index = value && toIds(list).has(value) ? list.length - 1 : -1;
  while (index >= 0 && list[index]![name] !== value) index--;
  return index;
}

export const isKnown = (list: readonly Message[], id: string | undefined): boolean => findBy(list, 'id', id) >= 0;

/**
 * Where a confirmed message belongs. In front of own messages still in flight: had the server taken
 * one of them first, its echo or ack would have come first. Unconfirmed rows never decide the order,
 * since their time is this device's.
 */
function confirmedIndex(list: readonly Message[], message: Message): number {
  let index = list.length;
  while (index > 0 && isInFlight(list[index - 1]!)) index--;
  if (message.isLocalTime) return index; // it has just happened
  for (let i = index; i > 0; i--) {
    const before = list[i - 1]!;
    if (!isPlaced(before)) continue;
    if (compare(before, message) <= 0) break;
    index = i - 1;
  }
  return index;
}

/** Puts a changed row back, moving it only when the order of confirmed rows demands it. */
function place(list: readonly Message[], index: number, message: Message): Message[] {
  const next = replace(list, index, message);
  if (!isPlaced(message)) return next;
  const before = list.findLast((row, at) => at < index && isPlaced(row));
  const after = list.find((row, at) => at > index && isPlaced(row));
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

/** A late or repeated frame must not bring back words that were edited or deleted. */
const isOutdated = (old: Message, incoming: IncomingMessage): boolean =>
  (old.deleted && !incoming.deleted) || (incoming.editedAt ?? 0) < (old.editedAt ?? 0);

function merge(old: Message, incoming: IncomingMessage): Message {
  const isOwn = old.author.role === 'visitor';
  const status = isOwn ? forward(old.status, incoming.status ?? 'sent') : incoming.status;
  const { parts, editedAt } = isOutdated(old, incoming) ? old : incoming;
  const { error: _error, isLocalTime: _isLocalTime, streaming: _streaming, ...rest } = old;
  return {
    ...rest,
    ...incoming,
    key: old.key,
    parts: mergeParts(old.parts, parts),
    ...(editedAt !== undefined && { editedAt }),
    ...(old.localId && { localId: old.localId }),
    ...(status && { status }),
  };
}

function toRow(incoming: IncomingMessage, key: string): Message {
  const isOwn = incoming.author.role === 'visitor';
  return { ...incoming, key, ...(isOwn && { status: incoming.status ?? 'sent' }) };
}

/** Updates the row with the same local id or id, or inserts one; answers a new list. */
export function upsert(list: readonly Message[], incoming: IncomingMessage): Message[] {
  if (!incoming?.author) return list as Message[]; // nobody's: it must not cost the others their place
  const byLocalId = findBy(list, 'localId', incoming.localId);
  const byId = findBy(list, 'id', incoming.id);
  if (byLocalId >= 0 && byId >= 0 && byId !== byLocalId) {
    // History brought the message without its local id: the visitor's own row stays.
    return upsert(list.toSpliced(byId, 1), incoming);
  }
  const index = Math.max(byLocalId, byId);
  if (index >= 0) return place(list, index, merge(list[index]!, incoming));
  const key = incoming.localId ?? incoming.id;
  if (!key) return list as Message[]; // nothing could ever address such a row again
  const row = toRow(incoming, key);
  return insert(list, confirmedIndex(list, row), row);
}

/**
 * Appends an own message that has not been sent; one that is there only learns that it is kept.
 * @param before behind which it stood in another list; what is on its way stands at the end
 */
export function appendOwn(list: readonly Message[], message: Message, before?: Message): Message[] {
  const index = findBy(list, 'localId', message.localId);
  const row = list[index];
  if (!row) {
    const behind = !isInFlight(message) && list.findIndex(({ key }) => key === before?.key) + 1;
    return insert(list, behind || list.length, message);
  }
  if (!isInFlight(row) || !isInFlight(message)) return list as Message[];
  return replace(list, index, { ...row, status: forward(row.status, message.status)! });
}

/** Changes the row with this local id; answers the same list when there is none. */
export function patchLocal(
  list: readonly Message[],
  localId: string,
  change: (message: Message) => Message,
): Message[] {
  const index = findBy(list, 'localId', localId);
  return index < 0 ? (list as Message[]) : replace(list, index, change(list[index]!));
}

export function patchById(
  list: readonly Message[],
  id: string,
  change: (message: Message) => Message,
): Message[] {
  const index = findBy(list, 'id', id);
  return index < 0 ? (list as Message[]) : replace(list, index, change(list[index]!));
}

/** The acknowledgement of an own message; the row keeps its key and, where the order allows, its place. */
export function acknowledge(
  list: readonly Message[],
  localId: string,
  ack: { id?: string; createdAt?: number; order?: number },
): Message[] {
  const row = list[findBy(list, 'localId', localId)];
  if (!row) return list as Message[];
  const { id = row.id, createdAt = row.createdAt, order = row.order } = ack;
  const isDated = ack.createdAt !== undefined || order !== undefined || isPlaced(row);
  return upsert(list, {
    ...row,
    id,
    createdAt,
    order,
    ...(!isDated && { isLocalTime: true }),
    status: forward(row.status, 'sent')!,
  });
}

/** Marks own messages up to the one with this id; unknown ids change nothing. */
export function applyReceipt(
  list: readonly Message[],
  upTo: string,
  status: ReceiptState,
): Message[] {
  const last = findBy(list, 'id', upTo);
  if (last < 0) return list as Message[];
  return list.map((message, index) => {
    if (index > last || message.author.role !== 'visitor' || !isConfirmed(message)) return message;
    const now = forward(message.status, status)!;
    return now === message.status ? message : { ...message, status: now };
  });
}
