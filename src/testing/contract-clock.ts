import type { Clock } from '../core/clock.js';

/** A clock that runs in real time and can be turned forward; it knows how many timers are pending. */
export interface ContractClock extends Clock {
  /** Turns the clock forward; what falls due meanwhile runs, in order. */
  advance(ms: number): void;
  readonly pending: number;
}

type Timer = { at: number; run: () => void; handle: ReturnType<typeof setTimeout> };

/** A clock that starts at the real time, with no timer pending. */
export function createContractClock(): ContractClock {
  const timers = new Set<Timer>();
  let ahead = 0;
  let ids = 0;
  const monotonic = (): number => performance.now() + ahead;
  const fire = (timer: Timer): void => {
    clearTimeout(timer.handle);
    if (timers.delete(timer)) timer.run();
  };
  return {
    now: () => Date.now() + ahead,
    monotonic,
    random: () => 0.5,
    randomId: () => `id-${Date.now().toString(36)}-${(ids += 1)}-${Math.random().toString(36).slice(2)}`,
    setTimer(run, ms) {
      const timer: Timer = { at: monotonic() + ms, run, handle: setTimeout(() => fire(timer), ms) };
      timers.add(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    advance(ms) {
      ahead += ms;
      const due = [...timers].filter((timer) => timer.at <= monotonic());
      for (const timer of due.sort((a, b) => a.at - b.at)) fire(timer);
    },
    get pending() {
      return timers.size;
    },
  };
}
