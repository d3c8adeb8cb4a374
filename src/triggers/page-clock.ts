import type { Clock } from '../core/clock.js';

/** What rules need of time. */
export type TriggerClock = Pick<Clock, 'now' | 'monotonic' | 'setTimer'>;

/** The browser's; that of stage 2 would bring all of stage 2 with it. */
export const pageClock: TriggerClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
