import { ChatError } from '../../core/errors.js';
import type { IncomingMessage } from '../../core/model.js';
import type { HistoryPage, HistoryQuery } from '../../core/transport.js';
import { isWire } from '../wire/readers.js';
import type { TalkTools } from './rocketchat-profile.js';
import { when } from './rocketchat-wire.js';

/** A message that is looked for is given up behind so many pages. */
const MAX_PAGES = 40;
/** Fewer than a server's smallest page: there is no more. */
const LAST_PAGE = 20;

/**
 * The room's messages, the newest first, from before `end`. The server pages by time, and two messages may
 * have the same: each page begins one millisecond late, and what was seen before is passed over.
 */
async function* walk(
  { profile, mapping, feed }: TalkTools,
  rid: string,
  end: number | undefined,
  signal: AbortSignal,
): AsyncGenerator<{ value: unknown; id: unknown; at: number }> {
  const seen = new Set<unknown>();
  for (let pages = 0, from = end; pages < MAX_PAGES; pages += 1) {
    const page = await profile.page(rid, from, signal);
    await feed.learnFor(page);
    const before = seen.size;
    for (const value of page) {
      const { _id: id, ts } = isWire(value) ? value : ({} as Record<string, unknown>);
      if (seen.has(id)) continue;
      seen.add(id);
      const at = when(ts, mapping()) ?? mapping().now;
      from = Math.min(from ?? Infinity, at + 1);
      yield { value, id, at };
    }
    if (seen.size === before || page.length < LAST_PAGE) return;
  }
}

const toPage = (newestFirst: IncomingMessage[], limit: number): HistoryPage => ({
  messages: newestFirst.slice(0, limit).reverse(),
  hasMore: newestFirst.length > limit,
});

async function older(tools: TalkTools, rid: string, limit: number, before: string | undefined, signal: AbortSignal) {
  const end = before === undefined ? undefined : tools.feed.known.get(before)?.at;
  const found: IncomingMessage[] = [];
  let isBehind = before === undefined;
  for await (const { value, id, at } of walk(tools, rid, end === undefined ? end : end + 1, signal)) {
    // The message itself may be gone meanwhile.
    isBehind ||= end !== undefined && at < end;
    const message = isBehind ? tools.feed.read(value) : undefined;
    if (message) found.push(message);
    isBehind ||= id === before;
    if (found.length > limit) break;
  }
  return toPage(found, limit);
}

async function newer(tools: TalkTools, rid: string, limit: number, after: string, signal: AbortSignal) {
  const since = tools.feed.known.get(after)?.at;
  const found: IncomingMessage[] = [];
  for await (const { value, id, at } of walk(tools, rid, undefined, signal)) {
    if (id === after || (since !== undefined && at < since)) {
      return { messages: found.reverse().slice(0, limit), hasMore: found.length > limit };
    }
    const message = tools.feed.read(value);
    if (message) found.push(message);
  }
  throw new ChatError('not-found', 'the history does not reach back to this message');
}

/**
 * A page of history, out of what the server gives newest first. Earlier rooms are reached through a
 * message of theirs.
 * @throws ChatError `not-found` when nothing is known of the message to go on from; else that of the request
 */
export async function loadRocketHistory(
  tools: TalkTools,
  { before, after, limit }: HistoryQuery,
  signal: AbortSignal,
): Promise<HistoryPage> {
  const { known, session } = tools.feed;
  const rid = known.get(after ?? before ?? '')?.rid ?? session.rid;
  if (!rid && after) throw new ChatError('not-found', 'there is no conversation');
  if (!rid) return { messages: [], hasMore: false };
  return after ? newer(tools, rid, limit, after, signal) : older(tools, rid, limit, before, signal);
}
