import type { Message } from '../core/model.js';
import { startOfDay } from '../i18n/formats.js';

/** One line of the list. `first` and `last` are places within a group of one author. */
export type Row = { key: string } & (
  | { kind: 'day'; at: number }
  | { kind: 'unread'; count: number }
  | { kind: 'notice'; message: Message }
  | { kind: 'message'; message: Message; first: boolean; last: boolean }
);

/** Up to so many messages all are drawn; a longer list is a window over them, and code of its own. */
export const WHOLE = 300;

const GROUP_MS = 5 * 60_000;

/** A notice beside other parts is one of them: a file that cannot be shown must not hide the words. */
function isNotice({ author, parts }: Message): boolean {
  try {
    return author?.role === 'system' || (parts?.[0]?.type === 'notice' && parts.every(({ type }) => type === 'notice'));
  } catch {
    return false; // parts of no kind: its row will say so
  }
}

const authorOf = ({ author }: Message): string =>
  author ? `${author.role} ${author.id ?? author.name ?? ''}` : '';

const belongs = (a: Message | undefined, b: Message | undefined): boolean =>
  !!a && !!b && authorOf(a) === authorOf(b) && Math.abs(b.createdAt - a.createdAt) <= GROUP_MS;

/**
 * The list as it is shown: day separators at local midnight, the unread divider before `unreadKey`,
 * and own or foreign groups. Tolerates messages that a transport left half empty.
 */
export function toRows(messages: readonly Message[], unreadKey?: string, unreadCount = 0): Row[] {
  const rows: Row[] = [];
  let day: number | undefined;
  let before: Message | undefined;
  for (const message of messages) {
    const start = startOfDay(message.createdAt);
    if (!Number.isNaN(start) && start !== day) {
      rows.push({ kind: 'day', key: `day:${message.key}`, at: start });
      day = start;
      before = undefined;
    }
    if (message.key === unreadKey) {
      rows.push({ kind: 'unread', key: 'unread:', count: unreadCount });
      before = undefined;
    }
    const { key } = message;
    if (isNotice(message)) {
      rows.push({ kind: 'notice', key, message });
      before = undefined;
      continue;
    }
    const first = !belongs(before, message);
    const previous = rows.at(-1);
    if (!first && previous?.kind === 'message') previous.last = false;
    rows.push({ kind: 'message', key, message, first, last: true });
    before = message;
  }
  return rows;
}

const FLAGS = ['at', 'count', 'message', 'first', 'last'] as const;

/** Rows that say the same keep their identity, so that only what changed is rendered. */
export function reuseRows(rows: readonly Row[], old: readonly Row[]): Row[] {
  const known = new Map(old.map((row) => [row.key, row]));
  return rows.map((row) => {
    const before = known.get(row.key) as Record<string, unknown> | undefined;
    const same = before && FLAGS.every((flag) => before[flag] === (row as Record<string, unknown>)[flag]);
    return same ? (before as Row) : row;
  });
}
