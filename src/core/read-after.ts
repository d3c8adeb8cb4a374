import { toChatError } from './errors.js';
import { GAP_PAGE } from './joints.js';
import type { IncomingMessage } from './model.js';
import type { HistoryPage, Transport } from './transport.js';

/** A gap longer than this is not read message by message. */
const GAP_PAGES = 20;

/**
 * Everything after `id`, or from the start; undefined when that is too much, or when the backend
 * does not know `id` or gives no history.
 */
export async function readAfter(
  transport: Transport,
  id: string | undefined,
  signal: AbortSignal,
): Promise<IncomingMessage[] | undefined> {
  const read: IncomingMessage[] = [];
  let after = id;
  try {
    for (let page = 0; page < GAP_PAGES; page++) {
      const query = after ? { after, limit: GAP_PAGE } : { limit: GAP_PAGE };
      const { messages, hasMore }: HistoryPage = await transport.loadHistory!(query, signal);
      read.push(...messages);
      if (!hasMore) return read;
      const last = messages.at(-1)?.id;
      if (!after || !last) break;
      after = last;
    }
  } catch (thrown) {
    if (signal.aborted || toChatError(thrown).retryable) throw thrown;
  }
  return undefined;
}
