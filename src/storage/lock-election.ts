import type { Election } from './election.js';
import { readLocal, writeLocal } from './local-storage.js';

/** Leadership by Web Lock: the browser hands it over the moment the holder is gone. */
export function createLockElection(scope: string, locks: LockManager, mayKeep = () => true): Election {
  const name = `chat-widget:${scope}`;
  let isLeader = false;
  let abort: AbortController | undefined;
  let release: (() => void) | undefined;

  /** Only the holder of the lock counts on, so reading and writing cannot race. */
  function nextEpoch(): number {
    if (!mayKeep()) return 1;
    const epoch = (Number(readLocal(`${name}:epoch`)) || 0) + 1;
    writeLocal(`${name}:epoch`, String(epoch)); // refused: the tabs count on by what they have heard
    return epoch;
  }

  return {
    start(onLeader) {
      abort = new AbortController();
      const { signal } = abort;
      const hold = (): Promise<void> | undefined => {
        if (signal.aborted) return undefined;
        isLeader = true;
        onLeader(nextEpoch());
        return new Promise<void>((resolve) => (release = resolve));
      };
      locks.request(name, { signal }, hold).catch(() => {
        // Refused (an opaque origin, blocked storage): no other tab can be reached either.
        if (!signal.aborted) void hold();
      });
    },
    isLeader: () => isLeader,
    stop() {
      isLeader = false;
      abort?.abort();
      release?.();
      release = undefined;
    },
  };
}
