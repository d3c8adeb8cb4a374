import { askedMs, backoffMs } from './backoff.js';
import type { Clock } from './clock.js';
import { toErrorData } from './error-data.js';
import { ChatError, toChatError } from './errors.js';
import { inTime } from './in-time.js';
import type { ConnectionInfo, ConnectionStatus } from './state.js';

/** A connection that lasted this long was a good one: the next loss starts the back-off anew. */
const STABLE_MS = 10_000;
const CONNECT_TIMEOUT_MS = 30_000;

export type ConnectionOptions = {
  clock: Clock;
  /** Opens the connection once; rejects with a ChatError. */
  open(signal: AbortSignal): Promise<void>;
  /** Closes what `open` opened; idempotent. */
  close(): void;
  onChange(info: ConnectionInfo): void;
  /** Once for each time that the connection cannot be opened, however often it is tried. */
  onError(error: ChatError): void;
};

/**
 * Keeps one connection alive: opens it, waits with full jitter after a loss, honours the wait the
 * backend asks for, and gives up only on errors that no retry can mend.
 */
export class Connection {
  info: ConnectionInfo = { status: 'idle' };
  #options: ConnectionOptions;
  #attempts = 0;
  #onlineSince = 0;
  /** Monotonic; no attempt before it, because the backend said so. */
  #notBefore = 0;
  #isOffline = false;
  #lostAt: number | undefined;
  #abort: AbortController | undefined;
  #cancelTimer: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get status(): ConnectionStatus {
    return this.info.status;
  }

  /** Opens the connection unless it is open, opening, or waiting its turn. */
  start(): void {
    if (this.status === 'idle' || this.status === 'failed') this.#attempt();
  }

  /** Tries now, whatever the back-off says; only a wait that the backend asked for is kept. */
  retry(): void {
    if (this.status !== 'idle' && this.status !== 'connecting') this.#attempt();
  }

  /** The connection is dead, or must be opened again to be of use; it may die while it opens. */
  lost(thrown?: unknown): void {
    const isOnline = this.status === 'online';
    if (!isOnline && this.status !== 'connecting') return;
    const { clock } = this.#options;
    if (isOnline && clock.monotonic() - this.#onlineSince >= STABLE_MS) this.#attempts = 0;
    this.#close();
    this.#lostAt ??= clock.now();
    const error = thrown === undefined ? undefined : toChatError(thrown);
    const asked = askedMs(error?.retryAfterMs);
    this.#notBefore = clock.monotonic() + asked;
    this.#schedule(Math.max(asked, backoffMs(this.#attempts++, clock.random())), error);
  }

  /** What the browser says about the network. */
  setNetwork(isOnline: boolean): void {
    if (this.#isOffline === !isOnline) return;
    this.#isOffline = !isOnline;
    if (!isOnline && this.status === 'online') return this.lost();
    this.#set(this.info);
    if (isOnline) this.retry();
  }

  /** What was asked without a connection failed, or has succeeded since. */
  note(error?: ChatError): void {
    const isNews = this.status === 'idle' && (error || this.info.error);
    if (isNews) this.#set({ status: 'idle', ...(error && { error: toErrorData(error) }) });
  }

  stop(): void {
    this.#close();
    this.#attempts = 0;
    this.#lostAt = undefined;
    this.#set({ status: 'idle' });
  }

  #attempt(): void {
    this.#close();
    const { clock, open } = this.#options;
    const wait = this.#notBefore - clock.monotonic();
    if (wait > 0) return this.#schedule(wait);
    const abort = (this.#abort = new AbortController());
    this.#set({ status: 'connecting' });
    inTime(clock, CONNECT_TIMEOUT_MS, abort.signal, open).then(
      () => this.#abort === abort && this.#opened(),
      (thrown: unknown) => this.#abort === abort && this.#refused(toChatError(thrown)),
    );
  }

  #opened(): void {
    this.#onlineSince = this.#options.clock.monotonic();
    this.#lostAt = undefined;
    this.#set({ status: 'online' });
  }

  #refused(error: ChatError): void {
    if (this.#lostAt === undefined) this.#options.onError(error);
    if (error.retryable) return this.lost(error);
    this.#close();
    this.#lostAt ??= this.#options.clock.now();
    this.#set({ status: 'failed', error: toErrorData(error) });
  }

  #schedule(ms: number, error?: ChatError): void {
    const { clock } = this.#options;
    this.#cancelTimer = clock.setTimer(() => this.#attempt(), ms);
    this.#set({ status: 'waiting', retryAt: clock.now() + ms, ...(error && { error: toErrorData(error) }) });
  }

  #close(): void {
    this.#cancelTimer();
    const abort = this.#abort;
    this.#abort = undefined;
    abort?.abort(new ChatError('aborted', 'the connection was given up', { outcome: 'unknown' }));
    this.#options.close();
  }

  #set({ lostAt: _lostAt, offline: _offline, ...info }: ConnectionInfo): void {
    this.info = {
      ...info,
      ...(this.#lostAt !== undefined && { lostAt: this.#lostAt }),
      ...(this.#isOffline && { offline: true }),
    };
    this.#options.onChange(this.info);
  }
}
