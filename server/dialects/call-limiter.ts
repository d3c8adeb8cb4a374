/** How often something may be called. */
export type CallLimit = { calls: number; seconds: number };

/** Where a caller stands after a call. `waitSeconds` is 0 when it may go on. */
export type Quota = { limit: number; remaining: number; resetAt: number; waitSeconds: number };

const sweepAt = 1000;

/** Counts calls in fixed windows that begin with the first call. In memory: a restart forgives. */
export class CallLimiter {
  readonly #now: () => number;
  readonly #windows = new Map<string, { used: number; resetAt: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one call. */
  take(key: string, { calls, seconds }: CallLimit): Quota {
    const now = this.#now();
    const known = this.#windows.get(key);
    const window = known && known.resetAt > now ? known : { used: 0, resetAt: now + seconds * 1000 };
    if (this.#windows.size >= sweepAt) this.#sweep(now);
    this.#windows.set(key, window);
    window.used++;
    const { used, resetAt } = window;
    const waitSeconds = used > calls ? Math.max(1, Math.ceil((resetAt - now) / 1000)) : 0;
    return { limit: calls, remaining: Math.max(0, calls - used), resetAt, waitSeconds };
  }

  #sweep(now: number): void {
    for (const [key, { resetAt }] of this.#windows) if (resetAt <= now) this.#windows.delete(key);
  }
}
