import type { TransportEvent } from '../../core/transport.js';
import { flag, list, shape, text, type Wire } from '../wire/readers.js';
import type { KnownMessage } from './rocketchat-feed.js';
import { object, when, type RocketMapping } from './rocketchat-wire.js';

const order = shape({}, { ids: list(text), users: list(text), excludePinned: flag, filesOnly: flag, ts: object });

const LIMITS: Readonly<Record<string, (at: number, limit: number) => boolean>> = {
  $gt: (at, limit) => at > limit,
  $gte: (at, limit) => at >= limit,
  $lt: (at, limit) => at < limit,
  $lte: (at, limit) => at <= limit,
};

/** There must be a limit, and each must be understood: an order without any would take everything away. */
function isWithin(at: number, limitsOf: Wire, mapping: RocketMapping): boolean {
  const limits = Object.entries(limitsOf);
  const isMet = ([name, value]: [string, unknown]): boolean =>
    Object.hasOwn(LIMITS, name) && LIMITS[name]!(at, when(value, mapping) ?? NaN);
  return limits.length > 0 && limits.every(isMet);
}

/**
 * `deleteMessageBulk`: by ids, else by time, narrowed to authors and sparing what is pinned. Of messages that
 * only lose their files the server sends no new text, so the history is asked for.
 */
export function toBulkEvents(
  value: unknown,
  known: ReadonlyMap<string, KnownMessage>,
  mapping: RocketMapping,
): TransportEvent[] {
  const asked = order(value, mapping);
  if (!asked) return [{ type: 'raw', name: 'deleteMessageBulk', data: value }];
  if (asked.filesOnly) return [{ type: 'gap' }];
  const { ids, users, excludePinned, ts } = asked;
  const isOf = (username: string | undefined): boolean => !users?.[0] || users.includes(username!);
  const isMeant = ([, { at, username, isPinned }]: [string, KnownMessage]): boolean =>
    !!ts && isWithin(at, ts, mapping) && !(excludePinned && isPinned) && isOf(username);
  const gone = ids?.[0] ? ids : [...known].filter(isMeant).map(([id]) => id);
  return gone.map((id) => ({ type: 'message-deleted', id }));
}
