import type { Clock } from '../../core/clock.js';
import { toChatError, type ChatError } from '../../core/errors.js';

/** Milliseconds between polls: the first gap, and what it grows to. */
const MIN_GAP_MS = 1500;
const MAX_GAP_MS = 30_000;

export type PollerOptions = {
  clock: Clock;
  /** One poll. True when it brought something. */
  work(signal: AbortSignal): Promise<boolean>;
  /** Whether to go on; asked after each poll. */
  isWanted(): boolean;
  /** Polling is over; what the backend merely wants less often is no failure. */
  onFailed(error: ChatError): void;
};

/** Asks again and again, with growing gaps while nothing comes. */
export class Poller {
  readonly #options: PollerOptions;
  #gap = MIN_GAP_MS;
  #control = new AbortController();
  #cancelTimer = (): void => undefined;
  /** Of the poll under way. */
  #busy: AbortSignal | undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Polls soon: an answer is to be expected. */
  hasten(): void {
    this.#gap = MIN_GAP_MS;
    this.#schedule(this.#gap);
  }

  /** Polls at once. */
  async now(): Promise<void> {
    const { signal } = this.#control;
    if (this.#busy === signal) return;
    this.#busy = signal;
    try {
      const isNews = await this.#options.work(signal);
      this.#gap = isNews ? MIN_GAP_MS : Math.min(this.#gap * 1.5, MAX_GAP_MS);
      if (!signal.aborted) this.#schedule(this.#gap);
    } catch (thrown) {
      if (!signal.aborted) this.#failed(toChatError(thrown));
    } finally {
      if (this.#busy === signal) this.#busy = undefined;
    }
  }

  /** No further poll until somebody asks for one; that under way ends as it would. */
  pause(): void {
    this.#cancelTimer();
  }

  /** No more polls; one under way is given up. */
  stop(): void {
    this.pause();
    this.#control.abort();
    this.#control = new AbortController();
  }

  #failed(error: ChatError): void {
    if (error.code === 'rate-limited') this.#schedule(Math.max(error.retryAfterMs ?? 0, MAX_GAP_MS));
    else this.#options.onFailed(error);
  }

  /** Jittered: the pages that came back together must not ask together. */
  #schedule(ms: number): void {
    const { clock, isWanted } = this.#options;
    this.#cancelTimer();
    if (isWanted()) this.#cancelTimer = clock.setTimer(() => void this.now(), ms * (0.75 + clock.random() / 2));
  }
}
