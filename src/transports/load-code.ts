import type { Clock } from '../core/clock.js';
import { toNetworkError } from './http.js';
import { limited } from './limited.js';

/** Milliseconds for a chunk to arrive. */
const PATIENCE_MS = 30_000;

/**
 * Code that few conversations need, loaded when one does.
 * @param signals end the waiting at once, though not the loading
 * @param load a dynamic import; made anew by each call, so that a later one may succeed
 * @throws ChatError `network`, retryable, when the chunk does not load; `timeout`, `aborted`.
 */
export function loadCode<T>(
  clock: Clock,
  signals: readonly (AbortSignal | undefined)[],
  load: () => Promise<T>,
): Promise<T> {
  return limited(clock, { timeoutMs: PATIENCE_MS, signals }, () =>
    load().catch((cause: unknown) => {
      throw toNetworkError(false, cause);
    }),
  );
}
