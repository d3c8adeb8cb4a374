import type { IncomingMessage } from '../../core/model.js';
import type { HistoryPage, HistoryQuery } from '../../core/transport.js';
import type { Line } from './expertflow-frame-mapper.js';
import type { ExpertflowSession, Sent } from './expertflow-session.js';

type Rows = Map<string, IncomingMessage>;
type Counts = Map<string, number>;

/**
 * One conversation as far as it is known: `conversationInfo` brings all of it on every join, and
 * nobody promises ids. What has none is known again by sender, time and words; without a time by
 * how often these words have been heard.
 */
export type Log = {
  readonly conversationId: string;
  /** A line that has just arrived, with the id it will keep. */
  take(line: Line): IncomingMessage;
  /** What a join brought, oldest first; answers what was not known. */
  merge(lines: readonly Line[]): IncomingMessage[];
  /** An own message that the server took; it may have no id yet. */
  add(message: IncomingMessage & { localId: string }): void;
  page(query: HistoryQuery): HistoryPage;
};

const timelessId = (print: string, count: number): string => `~${print}.${count}`;
/** The key of an own message that the server has not shown. */
const ownKey = (localId: string): string => `own ${localId}`;

/** @param now the wall clock, for lines without a time */
export function createLog(session: ExpertflowSession, conversationId: string, now: () => number): Log {
  let rows: Rows = new Map();
  let counts: Counts = new Map();

  /** Own rows change their key when the server tells the real one. */
  const put = (line: Line, id: string, createdAt: number, sent: Sent | undefined): IncomingMessage => {
    const { author, parts } = line;
    const own = sent && { localId: sent.localId };
    const message: IncomingMessage = { id, conversationId, author, parts, createdAt, ...own };
    if (sent) {
      rows.delete(ownKey(sent.localId));
      if (sent.id && sent.id !== id) rows.delete(sent.id);
      Object.assign(sent, { id, isShown: true });
    }
    rows.set(id, message);
    return message;
  };

  return {
    conversationId,
    take(line) {
      const id = identify(line, counts);
      const createdAt = line.at ?? rows.get(id)?.createdAt ?? now();
      return put(line, id, createdAt, claim(session.sent, line, id, true));
    },
    merge(lines) {
      const before: Rows = new Map(rows);
      const heard: Counts = new Map();
      const found: Rows = new Map();
      const fresh: IncomingMessage[] = [];
      // A try whose fate is unknown can only stand behind everything that was confirmed.
      const settled = lines.findLastIndex((line) => line.id && find(session.sent, line.id));
      let previous = now();
      lines.forEach((line, index) => {
        const id = findTimeless(line, before, found) ?? identify(line, heard);
        if (found.has(id)) return;
        const sent = claim(session.sent, line, id, index > settled);
        const known = before.get(id) ?? (sent && (before.get(ownKey(sent.localId)) ?? before.get(sent.id ?? '')));
        // Without any time the place in the list is all that is known.
        const createdAt = line.at ?? known?.createdAt ?? (index ? previous : now());
        const message = put(line, id, createdAt, sent);
        previous = createdAt;
        found.set(id, message);
        if (!known) fresh.push(message);
      });
      for (const [print, count] of counts) heard.set(print, Math.max(count, heard.get(print) ?? 0));
      counts = heard;
      // History may be cut off at its beginning, and may not show yet what is newest.
      const others = [...before.keys()].filter((key) => rows.has(key));
      const joint = others.findIndex((key) => found.has(key));
      const keep = (keys: string[]) => keys.filter((key) => !found.has(key)).map((key) => [key, rows.get(key)!] as const);
      rows = new Map([...keep(joint < 0 ? others : others.slice(0, joint)), ...found, ...keep(joint < 0 ? [] : others.slice(joint))]);
      return fresh;
    },
    add(message) {
      const key = message.id ?? ownKey(message.localId);
      if (!rows.has(key)) rows.set(key, message);
    },
    page: (query) => toPage([...rows.values()], query),
  };
}

/** The server's id, else one that the same line gets again. */
function identify({ id, at, print }: Line, heard: Counts): string {
  if (id) return id;
  if (at !== undefined) return `~${print}@${at}`;
  const count = (heard.get(print) ?? 0) + 1;
  heard.set(print, count);
  return timelessId(print, count);
}

/** The same line, heard live without the time that history gives it. */
function findTimeless({ id, at, print }: Line, before: Rows, found: Rows): string | undefined {
  if (id || at === undefined) return undefined;
  for (let count = 1; before.has(timelessId(print, count)); count += 1) {
    if (!found.has(timelessId(print, count))) return timelessId(print, count);
  }
  return undefined;
}

const find = (sent: readonly Sent[], id: string): Sent | undefined =>
  sent.find((it) => it.id === id || it.localId === id);

/** The own message that this line shows: by its id, else the oldest of the same words not shown yet. */
function claim(sent: readonly Sent[], line: Line, id: string, mayGuess: boolean): Sent | undefined {
  if (line.author.role !== 'visitor') return undefined;
  const fits = (it: Sent): boolean => !it.isShown && !(it.id && line.id) && it.print === line.print;
  return find(sent, id) ?? (mayGuess ? sent.find(fits) : undefined);
}

function toPage(rows: readonly IncomingMessage[], { before, after, limit }: HistoryQuery): HistoryPage {
  const size = Math.max(1, limit);
  if (after) {
    // An id of an earlier conversation: all of this one lies behind it.
    const from = rows.findIndex(({ id }) => id === after) + 1;
    return { messages: rows.slice(from, from + size), hasMore: from + size < rows.length };
  }
  const to = before ? rows.findIndex(({ id }) => id === before) : rows.length;
  if (to < 0) return { messages: [], hasMore: false };
  const from = Math.max(0, to - size);
  return { messages: rows.slice(from, to), hasMore: from > 0 };
}
