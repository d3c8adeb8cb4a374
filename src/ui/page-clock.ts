import type { Clock } from '../core/clock.js';

/** What the panel needs of time; tests bring their own. */
export type PanelClock = Pick<Clock, 'now' | 'setTimer'>;

export const pageClock: PanelClock = {
  now: () => Date.now(),
  setTimer(run, ms) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
