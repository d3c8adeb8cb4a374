import type { PanelClock } from '../../../src/ui/page-clock.js';
import { NOW } from '../../../stories/support/time.js';

export type ManualClock = PanelClock & {
  /** Lets time pass; timers that fall due run in order. */
  pass(ms: number): void;
  pending(): number;
};

export function createManualClock(start = NOW): ManualClock {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    setTimer(run, ms) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
    pending: () => timers.length,
  };
}
