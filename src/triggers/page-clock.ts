import type { Clock } from '../core/clock.js';

/** What rules need of time. */
export type TriggerClock = Pick<Clock, 'now' | 'monotonic' | 'setTimer'>;

/** Longer timers end at once in browsers; what follows from one that is cut short is found out anew. */
const LONGEST_MS = 2 ** 31 - 1;

/** The browser's; that of stage 2 would bring all of stage 2 with it. */
export const pageClock: TriggerClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(run, ms) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};
