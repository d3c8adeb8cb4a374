import type { Clock } from '../../core/clock.js';
import { ChatError } from '../../core/errors.js';

/** Waiting, in milliseconds of the injected clock. */
export type Pauses = {
  /** Rejects with `aborted` when the signal aborts, and when everything is cancelled. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  cancelAll(): void;
};

/** Timers that all go when the transport does. */
export function createPauses(clock: Clock): Pauses {
  const cancels = new Set<() => void>();
  return {
    pause: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        const settle = (): void => {
          cancel();
          cancels.delete(onAbort);
          signal?.removeEventListener('abort', onAbort);
        };
        const onAbort = (): void => {
          settle();
          reject(new ChatError('aborted', 'given up'));
        };
        const cancel = clock.setTimer(() => {
          settle();
          resolve();
        }, ms);
        cancels.add(onAbort);
        signal?.addEventListener('abort', onAbort);
        if (signal?.aborted) onAbort();
      }),
    cancelAll: () => [...cancels].forEach((cancel) => cancel()),
  };
}
