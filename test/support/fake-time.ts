import type { Clock } from '../../src/core/clock.js';

type Timer = { at: number; run(): void };

/** Synchronous time for what awaits nothing; runs in browsers too. */
export class FakeTime implements Clock {
  #at = 0;
  #timers = new Set<Timer>();

  get open(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#at;
  }

  monotonic(): number {
    return this.#at;
  }

  random(): number {
    return 0.5;
  }

  randomId(): string {
    return 'id';
  }

  setTimer(run: () => void, ms: number): () => void {
    const timer = { at: this.#at + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  advance(ms: number): void {
    const end = this.#at + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end);
      const next = due.sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#at = next.at;
      next.run();
    }
    this.#at = end;
  }
}
