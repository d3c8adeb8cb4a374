import type { Clock } from './clock.js';

const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

/** The rhythm of "is typing" on its way out: at once, then every 3 s, off after 5 s of silence. */
export class TypingOut {
  #clock: Clock;
  #tell: (on: boolean) => void;
  #toldAt = -Infinity;
  #cancelIdle: () => void = () => {};

  constructor(clock: Clock, tell: (on: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  /** Called on every keystroke with true; with false on blur, on an empty box and after a send. */
  set(on: boolean): void {
    this.#cancelIdle();
    const isOn = this.#toldAt > -Infinity;
    if (!on) {
      this.#toldAt = -Infinity;
      if (isOn) this.#tell(false);
      return;
    }
    const now = this.#clock.monotonic();
    if (now - this.#toldAt >= REPEAT_MS) {
      this.#toldAt = now;
      this.#tell(true);
    }
    this.#cancelIdle = this.#clock.setTimer(() => this.set(false), IDLE_MS);
  }
}
