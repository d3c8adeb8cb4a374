import type { PanelClock } from '../../src/ui/page-clock.js';
import { NOW } from './time.js';

/** Begins at the stories' hour and then runs. */
export function createStoryClock(): PanelClock {
  const start = performance.now();
  return {
    now: () => NOW + performance.now() - start,
    setTimer(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
