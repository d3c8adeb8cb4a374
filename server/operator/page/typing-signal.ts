/** Renewed a little more often than the server lets it expire (6 s). */
const renewMs = 4000;
const idleMs = 5000;

/** Turns keystrokes into few "is typing" calls, and one that takes it back. */
export class TypingSignal {
  readonly #send: (on: boolean) => void;
  #sentAt = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (on: boolean) => void) {
    this.#send = send;
  }

  /** A key was pressed. */
  touch(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), idleMs);
    if (performance.now() - this.#sentAt < renewMs && this.#sentAt > 0) return;
    this.#sentAt = performance.now();
    this.#send(true);
  }

  /** Sent, emptied, left or idle. */
  stop(): void {
    clearTimeout(this.#idle);
    if (this.#sentAt === 0) return;
    this.#sentAt = 0;
    this.#send(false);
  }
}
