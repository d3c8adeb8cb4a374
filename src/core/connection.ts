import { backoffMs } from './backoff.js';
import type { Clock } from './clock.js';
import { ChatError, toChatError, toErrorData } from './errors.js';
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
};

/**
 * Keeps one connection alive: opens it, waits with full jitter after a loss, honours the wait the
 * backend asks for, and gives up only on errors that no retry can mend.
 */
export class Connection {
  #options: ConnectionOptions;
  #info: ConnectionInfo = { status: 'idle' };
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
    return this.#info.status;
  }

  /** Opens the connection unless it is open, opening, or waiting its turn. */
  start(): void {
    const { status } = this.#info;
    if (status === 'idle' || status === 'failed') this.#attempt();
  }

  /** Tries now, whatever the back-off says; only a wait that the backend asked for is kept. */
  retry(): void {
    if (this.#info.status === 'idle' || this.#info.status === 'connecting') return;
    this.#attempt();
  }

  /** The connection is dead, or must be opened again to be of use. */
  lost(thrown?: unknown): void {
    if (this.#info.status !== 'online') return;
    const { clock } = this.#options;
    if (clock.monotonic() - this.#onlineSince >= STABLE_MS) this.#attempts = 0;
    this.#close();
    this.#lostAt = clock.now();
    this.#wait(thrown === undefined ? undefined : toChatError(thrown));
  }

  /** What the browser says about the network. */
  setNetwork(isOnline: boolean): void {
    if (this.#isOffline === !isOnline) return;
    this.#isOffline = !isOnline;
    if (isOnline) this.retry();
    else if (this.#info.status === 'online') this.lost();
    else this.#set({ ...this.#info });
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
    const cancel = clock.setTimer(
      () => abort.abort(new ChatError('timeout', 'no answer', { retryable: true })),
      CONNECT_TIMEOUT_MS,
    );
    open(abort.signal)
      .then(() => this.#opened(abort))
      .catch((thrown: unknown) => this.#refused(abort, thrown))
      .finally(cancel);
  }

  #opened(abort: AbortController): void {
    if (this.#abort !== abort) return; // stopped or started again meanwhile
    this.#onlineSince = this.#options.clock.monotonic();
    this.#lostAt = undefined;
    this.#set({ status: 'online' });
  }

  #refused(abort: AbortController, thrown: unknown): void {
    if (this.#abort !== abort) return;
    // Our own timeout arrives as whatever the transport made of the abort.
    const reason: unknown = abort.signal.aborted ? abort.signal.reason : thrown;
    const error = toChatError(reason);
    this.#close();
    this.#lostAt ??= this.#options.clock.now();
    if (error.retryable) this.#wait(error);
    else this.#set({ status: 'failed', error: toErrorData(error) });
  }

  #wait(error: ChatError | undefined): void {
    const { clock } = this.#options;
    const asked = error?.retryAfterMs ?? 0;
    this.#notBefore = clock.monotonic() + asked;
    this.#schedule(Math.max(asked, backoffMs(this.#attempts++, clock.random())), error);
  }

  #schedule(ms: number, error?: ChatError): void {
    const { clock } = this.#options;
    this.#cancelTimer = clock.setTimer(() => this.#attempt(), ms);
    this.#set({
      status: 'waiting',
      retryAt: clock.now() + ms,
      ...(error ? { error: toErrorData(error) } : {}),
    });
  }

  #close(): void {
    this.#cancelTimer();
    this.#cancelTimer = () => {};
    const abort = this.#abort;
    this.#abort = undefined;
    abort?.abort(new ChatError('aborted', 'the connection was given up'));
    this.#options.close();
  }

  #set(info: ConnectionInfo): void {
    this.#info = {
      ...info,
      ...(this.#lostAt === undefined ? {} : { lostAt: this.#lostAt }),
      ...(this.#isOffline ? { offline: true } : {}),
    };
    this.#options.onChange(this.#info);
  }
}
