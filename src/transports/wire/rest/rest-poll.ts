import { ChatError } from '../../../core/errors.js';
import { limited } from '../../limited.js';
import type { LiveTools } from './rest-tools.js';
import { id, list, raw, shape } from '../readers.js';

/** Seconds that the backend may hold a poll, and milliseconds until nobody hopes for its answer. */
const WAIT_S = '25';
const TIMEOUT_MS = 35_000;
/** Milliseconds between empty polls of a backend that answers at once. */
const PAUSE_MS = 1000;

const toPolled = shape({ events: list(shape({ type: id }, { cursor: id, data: raw })) }, { cursor: id });

/**
 * The events of `GET /events?cursor=…&wait=25` by long polling, where no stream gets through.
 * @param cursor of the newest event known
 * @throws ChatError, always: that of the first poll that failed, or `aborted`
 */
export async function pollEvents(
  { context: { clock }, session, call, accept }: LiveTools,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<never> {
  for (;;) {
    const since = clock.monotonic();
    const query = new URLSearchParams({ cursor: cursor ?? '', wait: WAIT_S });
    const polled = await call(`events?${query}`, toPolled, { signal, timeoutMs: TIMEOUT_MS });
    session.live = 'poll';
    for (const event of polled.events) {
      if (!signal.aborted) accept(event.type, event.data, event.cursor);
    }
    const next = polled.cursor ?? polled.events.at(-1)?.cursor ?? cursor;
    // Events without a cursor behind them come again at once: a backend's mistake must not become a flood.
    const isFurther = polled.events[0] && next !== cursor;
    cursor = next;
    if (isFurther || clock.monotonic() - since >= PAUSE_MS) continue;
    const limits = { timeoutMs: PAUSE_MS, signals: [signal] };
    await limited(clock, limits, () => new Promise<never>(() => undefined)).catch((error: unknown) => {
      if (signal.aborted || !(error instanceof ChatError)) throw error;
    });
  }
}
