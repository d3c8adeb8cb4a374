import type { Clock } from './clock.js';
import { TYPING_MAX_MS } from './inbound.js';
import type { Author } from './model.js';
import type { Typing } from './state.js';

/** Takes the dots away by itself, in every tab; a lost "stopped" must not leave them standing. */
export class TypingIn {
  #clock: Clock;
  #onOver: (author: Author) => void;
  #cancel: () => void = () => {};

  constructor(clock: Clock, onOver: (author: Author) => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  /** Called whenever somebody begins or stops. */
  follow(typing: readonly Typing[]): void {
    this.#cancel();
    const [first] = typing.toSorted((a, b) => a.until - b.until);
    if (!first) return;
    // The wall clock may jump between the tab that set `until` and this one.
    const ms = Math.min(Math.max(0, first.until - this.#clock.now()), TYPING_MAX_MS);
    this.#cancel = this.#clock.setTimer(() => this.#onOver(first.author), ms);
  }
}
