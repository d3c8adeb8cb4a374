import type { Clock } from '../core/clock.js';
import { ChatError } from '../core/errors.js';

/** When work is given up. */
export type Limits = {
  /** Milliseconds without a sign of life before the work is given up. */
  timeoutMs: number;
  signals: readonly (AbortSignal | undefined)[];
  /** True when the work may have taken effect although nobody heard of it. */
  write?: boolean;
};

/** The ChatError `aborted`, of whoever gave up. */
export function toAborted(outcome: 'not-sent' | 'unknown' = 'not-sent'): ChatError {
  return new ChatError('aborted', 'given up', { outcome });
}

/**
 * Runs `work` until it settles, a signal aborts, or the time is up. `restart` begins the time anew.
 * The signal handed to `work` aborts in all cases but success, so that nothing is left open.
 * @throws ChatError `aborted` or `timeout`, and whatever `work` rejects with.
 */
export function limited<T>(
  clock: Clock,
  limits: Limits,
  work: (signal: AbortSignal, restart: () => void) => Promise<T>,
): Promise<T> {
  const { signals, timeoutMs } = limits;
  const outcome = limits.write ? 'unknown' : 'not-sent';
  return new Promise((resolve, reject) => {
    const control = new AbortController();
    let cancelTimer = (): void => undefined;
    const settle = (): void => {
      cancelTimer();
      for (const signal of signals) signal?.removeEventListener('abort', onAbort);
    };
    const stop = (error: unknown): void => {
      settle();
      reject(error);
      control.abort();
    };
    const onAbort = (): void => stop(toAborted(outcome));
    const restart = (): void => {
      cancelTimer();
      cancelTimer = clock.setTimer(
        () => stop(new ChatError('timeout', 'no answer in time', { outcome, retryable: true })),
        timeoutMs,
      );
    };
    if (signals.some((signal) => signal?.aborted)) {
      reject(toAborted());
      return;
    }
    // No options object: a page may have put `once` on Object.prototype.
    for (const signal of signals) signal?.addEventListener('abort', onAbort);
    restart();
    work(control.signal, restart).then((value) => {
      settle();
      resolve(value);
    }, stop);
  });
}
