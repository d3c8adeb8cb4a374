import { ServiceError } from './service-error.js';

const windowMs = 60_000;

/** Counts actions per key in a sliding minute. In memory: a restart forgives. */
export class RateLimiter {
  readonly #now: () => number;
  readonly #times = new Map<string, number[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Counts one action.
   * @throws ServiceError `rate_limited` with the seconds to wait, when `max` happened within the last minute
   */
  take(key: string, max: number): void {
    const recent = this.check(key, max);
    recent.push(this.#now());
    this.#times.set(key, recent);
  }

  /** The same without counting; answers the times within the last minute. @throws ServiceError `rate_limited` */
  check(key: string, max: number): number[] {
    const now = this.#now();
    const recent = (this.#times.get(key) ?? []).filter((time) => time > now - windowMs);
    const oldest = recent[0];
    if (recent.length < max || oldest === undefined) return recent;
    const retryAfter = Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
    throw new ServiceError('rate_limited', 'sending too frequently', { retryAfter });
  }

  /** Forgets keys that did nothing for a minute, so the map stays small. */
  sweep(): void {
    const edge = this.#now() - windowMs;
    for (const [key, times] of this.#times) {
      if ((times.at(-1) ?? 0) <= edge) this.#times.delete(key);
    }
  }
}
