import type { TriggerClock } from './page-clock.js';

/** Counts milliseconds while it runs. */
export class Stopwatch {
  #clock: TriggerClock;
  #ms = 0;
  #since: number | undefined;

  constructor(clock: TriggerClock) {
    this.#clock = clock;
  }

  get ms(): number {
    return this.#ms + (this.#since === undefined ? 0 : this.#clock.monotonic() - this.#since);
  }

  set(isRunning: boolean): void {
    this.#ms = this.ms;
    this.#since = isRunning ? this.#clock.monotonic() : undefined;
  }

  reset(): void {
    this.#ms = 0;
    if (this.#since !== undefined) this.#since = this.#clock.monotonic();
  }
}
