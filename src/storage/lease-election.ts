import type { Clock } from '../core/clock.js';
import type { Election } from './election.js';
import { readLocal, writeLocal } from './local-storage.js';

/** `id` is empty when the holder has left: the epoch must outlive it. */
type Lease = { id: string; epoch: number; beat: number };

const BEAT_MS = 1_000;
/** A holder that has not beaten for so long is dead or asleep. */
const DEAD_MS = 3_000;
/** Two claims cross within milliseconds; the last writer wins once this has passed. */
const CLAIM_MS = 100;

/**
 * Leadership where Web Locks are missing (plain http): a lease in localStorage that its holder
 * renews. It carries no time, since clocks jump: a follower watches whether the beat changes. The
 * epoch is the fencing token; whoever slept finds a higher one and steps down before it acts.
 */
export function createLeaseElection(scope: string, id: string, clock: Clock, mayKeep = () => true): Election {
  const key = `chat-widget:${scope}:lease`;
  let isHolder = false;
  let epoch = 0;
  let beats = 0;
  let cancel = (): void => {};
  let seen = '';
  let seenAt = 0;

  function read(): Lease | undefined {
    try {
      return JSON.parse(readLocal(key) ?? 'null') ?? undefined;
    } catch {
      return undefined; // somebody else's text under our key
    }
  }
  const write = (holder: string): boolean =>
    mayKeep() && writeLocal(key, JSON.stringify({ id: holder, epoch, beat: beats++ } satisfies Lease));
  /** A lease that was wiped, or can never be kept, is still its holder's. */
  const isMine = (lease = read()): boolean => !lease || lease.id === id;

  function isFree(lease: Lease | undefined): boolean {
    const text = JSON.stringify(lease);
    const now = clock.monotonic();
    if (text !== seen) seenAt = now;
    seen = text;
    return !lease?.id || now - seenAt >= DEAD_MS;
  }

  return {
    start(onLeader, onFollower) {
      const next = (run: () => void, ms: number): void => void (cancel = clock.setTimer(run, ms));

      function beat(): void {
        const lease = read();
        if (isHolder) renew(lease);
        else if (isFree(lease)) return claim(Number(lease?.epoch) || epoch);
        next(beat, BEAT_MS);
      }
      function renew(lease: Lease | undefined): void {
        isHolder = isMine(lease);
        if (isHolder) write(id);
        else onFollower();
      }
      function claim(last: number): void {
        epoch = last + 1;
        const isKept = write(id);
        next(() => {
          // Where nothing can be kept, no other tab can be seen: lead alone.
          isHolder = !isKept || read()?.id === id;
          if (isHolder) onLeader(epoch);
          next(beat, BEAT_MS);
        }, CLAIM_MS);
      }
      beat();
    },
    isLeader: () => isHolder && isMine(),
    stop() {
      cancel();
      if (isHolder && isMine()) write('');
      isHolder = false;
      seen = '';
    },
  };
}
