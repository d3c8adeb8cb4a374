import type { Clock } from './clock.js';
import { ChatError } from './errors.js';

/**
 * Runs `run` until it settles, `outer` aborts or `ms` have passed without a call of `alive`.
 * Settles then even if `run` does not: a transport that ignores its signal must not stop the core.
 */
export async function inTime<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  run: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  outer.throwIfAborted();
  const control = new AbortController();
  const { signal } = control;
  const late = (): void =>
    control.abort(new ChatError('timeout', 'no answer', { retryable: true, outcome: 'unknown' }));
  const give = (): void => control.abort(outer.reason);
  let cancel = clock.setTimer(late, ms);
  let isOver = false;
  const alive = (): void => {
    if (isOver) return;
    cancel();
    cancel = clock.setTimer(late, ms);
  };
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  outer.addEventListener('abort', give);
  try {
    return await Promise.race([run(signal, alive), aborted]);
  } catch (thrown) {
    throw signal.aborted ? signal.reason : thrown; // what the transport made of our abort says less
  } finally {
    isOver = true;
    cancel();
    outer.removeEventListener('abort', give);
  }
}
