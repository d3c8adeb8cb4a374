/** The way out of one connection, which a fault may silence: what is held back meanwhile is sent afterwards, in order. */
export class SilenceGate<T> {
  readonly #silentFor: () => number;
  readonly #write: (item: T) => void;
  #held: T[] = [];
  #release: ReturnType<typeof setTimeout> | undefined;

  /** @param silentFor milliseconds, 0 for not at all */
  constructor(silentFor: () => number, write: (item: T) => void) {
    this.#silentFor = silentFor;
    this.#write = write;
  }

  /** How many items wait. */
  get waiting(): number {
    return this.#held.length;
  }

  /** True while everything is held back. */
  get isClosed(): boolean {
    return this.#held.length > 0 || this.#silentFor() > 0;
  }

  /** Writes it, or holds it back behind what waits already. */
  pass(item: T): void {
    const ms = this.#silentFor();
    if (ms === 0 && this.#held.length === 0) {
      this.#write(item);
      return;
    }
    this.#held.push(item);
    this.#release ??= setTimeout(() => this.#flush(), ms);
  }

  /** Forgets what waits: the connection is gone. */
  close(): void {
    clearTimeout(this.#release);
    this.#held = [];
  }

  #flush(): void {
    this.#release = undefined;
    for (const item of this.#held.splice(0)) this.pass(item);
  }
}
