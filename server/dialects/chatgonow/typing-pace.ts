const paceMs = 2000;
const manyEntries = 1000;

/** One typing signal of a visitor in two seconds. In memory: a restart forgives. */
export class TypingPace {
  readonly #now: () => number;
  readonly #last = new Map<string, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts the signal unless it comes too soon. */
  allows(visitorId: string): boolean {
    const now = this.#now();
    if (now - (this.#last.get(visitorId) ?? -Infinity) < paceMs) return false;
    if (this.#last.size >= manyEntries) this.#sweep(now);
    this.#last.set(visitorId, now);
    return true;
  }

  #sweep(now: number): void {
    for (const [visitorId, time] of this.#last) if (now - time >= paceMs) this.#last.delete(visitorId);
  }
}
