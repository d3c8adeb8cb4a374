import type { Clock } from '../core/clock.js';
import type { Election } from './election.js';
import { readLocal, writeLocal } from './local-storage.js';

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
export function createLeaseElection(scope: string, id: string, clock: Clock): Election {
  const key = `chat-widget:${scope}:lease`;
  let isHolder = false;
  let cancel = (): void => {};
  let seen = '';
  let seenAt = -Infinity;

  function read(): Lease | undefined {
    try {
      return JSON.parse(readLocal(key) ?? 'null') ?? undefined;
    } catch {
      return undefined; // somebody else's text under our key
    }
  }
  const write = (lease: Lease): boolean => writeLocal(key, JSON.stringify(lease));
  const holds = (): boolean => isHolder && read()?.id === id;

  return {
    start(onLeader, onFollower) {
      const next = (run: () => void, ms: number): void => void (cancel = clock.setTimer(run, ms));

      function beat(): void {
        const lease = read();
        if (isHolder) renew(lease);
        else if (!lease || isDead(lease)) claim(lease?.epoch ?? 0);
        else next(beat, BEAT_MS);
      }
      function renew(lease: Lease | undefined): void {
        if (lease?.id === id) write({ ...lease, beat: lease.beat + 1 });
        else {
          isHolder = false;
          onFollower();
        }
        next(beat, BEAT_MS);
      }
      function isDead(lease: Lease): boolean {
        const text = JSON.stringify(lease);
        const now = clock.monotonic();
        if (text !== seen) seenAt = now;
        seen = text;
        return now - seenAt >= DEAD_MS;
      }
      function claim(epoch: number): void {
        const isKept = write({ id, epoch: epoch + 1, beat: 0 });
        next(() => {
          // Where nothing can be kept, no other tab can be seen: lead alone.
          if (!isKept || read()?.id === id) {
            isHolder = true;
            onLeader(epoch + 1);
          }
          next(beat, BEAT_MS);
        }, CLAIM_MS);
      }
      beat();
    },
    isLeader: () => isHolder && (holds() || readLocal(key) === null),
    stop() {
      cancel();
      if (holds()) writeLocal(key, null);
      isHolder = false;
      seen = '';
    },
  };
}
