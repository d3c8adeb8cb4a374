import { ChatError } from '../../../core/errors.js';
import type { Clock } from '../../../core/clock.js';
import { limited } from '../../limited.js';

export type Polled = {
  events: { type: string; data?: unknown; cursor?: string }[];
  cursor?: string;
};

export type OnEvent = (type: string, data: unknown, cursor: string | undefined) => void;

/** Between empty polls of a backend that answers at once. */
const PAUSE_MS = 1000;

/**
 * The events of `GET /events` by long polling, where no stream gets through; always rejects.
 * @param poll one long poll from a cursor on
 */
export async function pollEvents(
  clock: Clock,
  poll: (cursor: string | undefined) => Promise<Polled>,
  from: string | undefined,
  signal: AbortSignal,
  onEvent: OnEvent,
): Promise<never> {
  let cursor = from;
  for (;;) {
    const since = clock.monotonic();
    const polled = await poll(cursor);
    for (const event of polled.events) {
      if (!signal.aborted) onEvent(event.type, event.data, event.cursor);
    }
    cursor = polled.cursor ?? polled.events.at(-1)?.cursor ?? cursor;
    if (polled.events[0] || clock.monotonic() - since >= PAUSE_MS) continue;
    const limits = { timeoutMs: PAUSE_MS, signals: [signal], write: false };
    await limited(clock, limits, () => new Promise<never>(() => undefined)).catch((error: unknown) => {
      if (signal.aborted || !(error instanceof ChatError)) throw error;
    });
  }
}
