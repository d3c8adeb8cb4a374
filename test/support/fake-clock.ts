import type { Clock } from '../../src/core/clock.js';
import { seeded } from './seeded.js';

type Timer = { at: number; order: number; run(): void };

/** All promises that can settle without time passing have settled. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Time that passes only when a test says so. Wall clock and monotonic clock are apart: one may jump. */
export class FakeClock implements Clock {
  random: () => number;
  #mono = 0;
  #wall = 1_700_000_000_000;
  #order = 0;
  #ids = 0;
  #timers = new Set<Timer>();

  constructor(seed = 1) {
    this.random = seeded(seed);
  }

  /** Timers that have neither run nor been cancelled. */
  get open(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#wall + this.#mono;
  }

  monotonic(): number {
    return this.#mono;
  }

  randomId(): string {
    return `id${++this.#ids}`;
  }

  setTimer(run: () => void, ms: number): () => void {
    if (!(ms >= 0)) throw new Error(`a timer of ${ms} ms`);
    const timer = { at: this.#mono + ms, order: this.#order++, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.setTimer(resolve, ms));
  }

  /** The wall clock is set by somebody. */
  jump(ms: number): void {
    this.#wall += ms;
  }

  /** Lets `ms` pass, timer by timer, with everything that follows from each. */
  async advance(ms: number): Promise<void> {
    const end = this.#mono + ms;
    await settled();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#mono = Math.max(this.#mono, next.at);
      next.run();
      await settled();
    }
    this.#mono = end;
  }

  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    return first;
  }
}
