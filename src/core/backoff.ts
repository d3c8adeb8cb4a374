const FIRST_MS = 1_000;
const CAP_MS = 30_000;
const ASKED_MAX_MS = 300_000;

/**
 * Full jitter: uniform in [0, min(cap, 1 s · 2^attempt)], so that a restarted server is not met by
 * all its visitors at once. `attempt` counts from 0; `random` is in [0, 1).
 */
export const backoffMs = (attempt: number, random: number): number =>
  Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(attempt, 16)) * random;

/** What a backend asks to wait, within 1 s and 5 min; nonsense is no wait at all. */
export const askedMs = (ms: number | undefined): number =>
  ms! > 0 ? Math.min(Math.max(ms!, FIRST_MS), ASKED_MAX_MS) : 0;
