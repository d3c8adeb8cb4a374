import type { SharedAction } from './actions.js';
import { backoffMs } from './backoff.js';
import type { Clock } from './clock.js';
import { ChatError, toChatError, toErrorData } from './errors.js';
import { isConfirmed } from './message-list.js';
import type { MediaPart, Message } from './model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import type { Store } from './store.js';
import type { SendAck, Transport } from './transport.js';

const SEND_TIMEOUT_MS = 20_000;
/** So often the backend may answer "failed" before the visitor is asked; an unreachable one does not count. */
const MAX_REFUSALS = 5;
const RATE_LIMIT_MS = 5_000;
/** A clock that jumped must not silence the visitor for longer than any backend would. */
const RATE_LIMIT_MAX_MS = 300_000;

export type DeliveryOptions = {
  clock: Clock;
  outbox: Outbox;
  store: Store;
  dispatch(action: SharedAction): void;
  /** The fencing check. */
  isLeader(): boolean;
  /** The transport while the connection stands. */
  online(): Transport | undefined;
  /** Asks for a connection; `flush` is called when it stands. */
  connect(): void;
  /** The connection must be opened again. */
  reconnect(error: ChatError): void;
  onAck(entry: OutboxEntry, ack: SendAck): void;
  onError(error: ChatError): void;
};

/** Sends what lies in the outbox: one at a time, the oldest first, in the leading tab only. */
export class Delivery {
  #options: DeliveryOptions;
  #isRunning = false;
  #isWanted = false;
  #refusals = new Map<string, number>();
  #abort = new AbortController();
  #cancelWait: (() => void) | undefined;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /** Sends until nothing is queued or something stands in the way; safe to call at any time. */
  flush(): void {
    this.#isWanted = true;
    if (!this.#isRunning) void this.#run();
  }

  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.interrupt();
  }

  /** Gives up what is under way, since its connection is gone; it stays in the outbox. */
  interrupt(): void {
    this.#abort.abort(new ChatError('aborted', 'the connection was given up', { outcome: 'unknown' }));
    this.#abort = new AbortController();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      while (await this.#step());
    }
    this.#isRunning = false;
  }

  /** Delivers one message; false when there is nothing to do or something to wait for. */
  async #step(): Promise<boolean> {
    const { outbox, isLeader, online, connect } = this.#options;
    const entry = outbox.entries.find((it) => it.status === 'queued' || it.status === 'sending');
    if (!entry || this.#cancelWait || !isLeader()) return false;
    const wait = this.#rateLimit();
    if (wait > 0) return this.#limit(wait);
    const transport = online();
    if (!transport) {
      connect();
      return false;
    }
    try {
      return await this.#deliver(transport, entry);
    } catch (thrown) {
      return this.#refused(transport, entry, toChatError(thrown));
    }
  }

  async #deliver(transport: Transport, entry: OutboxEntry): Promise<boolean> {
    const { dispatch, outbox, isLeader } = this.#options;
    const { localId } = entry;
    // Only a backend that cannot recognise a resend leaves entries behind in this state.
    if (entry.status === 'sending' && (await this.#settleUnknown(transport, entry))) return true;
    dispatch({ type: 'message/sending', localId });
    const parts = await this.#upload(transport, entry);
    if (!transport.idempotentSend) await outbox.change(localId, (it) => ({ ...it, status: 'sending' }));
    if (!isLeader()) return false;
    const { action } = entry;
    const message = { localId, parts, ...(action ? { action } : {}) };
    const ack = await this.#inTime((signal) => transport.send(message, signal));
    await this.#acked(entry, ack);
    return true;
  }

  async #acked(entry: OutboxEntry, ack: SendAck): Promise<void> {
    const { localId } = entry;
    const { id, createdAt, order } = ack;
    this.#refusals.delete(localId);
    this.#options.dispatch({
      type: 'message/acked',
      localId,
      ...(id === undefined ? {} : { id }),
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(order === undefined ? {} : { order }),
    });
    this.#options.onAck(entry, ack);
    await this.#options.outbox.remove(localId);
  }

  /** Uploads what has not been uploaded; each result is stored, so that a retry never uploads twice. */
  async #upload(transport: Transport, entry: OutboxEntry): Promise<Message['parts']> {
    const { dispatch, outbox } = this.#options;
    const { localId } = entry;
    const parts = entry.parts.slice();
    for (const [index, part] of parts.entries()) {
      if (!('localKey' in part) || !part.localKey || part.uploadId) continue;
      const file = await this.#file(part);
      if (!transport.upload) throw new ChatError('unsupported', 'this backend takes no files');
      const uploaded = await transport.upload(
        file,
        (sent, total) => dispatch({ type: 'upload/progressed', localId, done: total ? sent / total : 0 }),
        this.#abort.signal,
      );
      const next: MediaPart = { ...uploaded, localKey: part.localKey };
      parts[index] = next;
      await outbox.change(localId, (it) => ({ ...it, parts: it.parts.with(index, next) }));
      dispatch({ type: 'message/uploaded', localId, index, part: next });
      dispatch({ type: 'upload/progressed', localId, done: null });
    }
    return parts;
  }

  async #file(part: MediaPart): Promise<File> {
    const blob = await this.#options.outbox.file(part.localKey!);
    if (!blob) throw new ChatError('storage', `${part.name} is no longer on this device`);
    return blob instanceof File ? blob : new File([blob], part.name, { type: part.mime });
  }

  /** True when the message needs no sending: it is there already, or only the visitor can tell. */
  async #settleUnknown(transport: Transport, entry: OutboxEntry): Promise<boolean> {
    const { dispatch, outbox, store } = this.#options;
    const { localId } = entry;
    if (transport.idempotentSend) return false;
    if (!transport.loadHistory) {
      await outbox.change(localId, (it) => ({ ...it, status: 'unconfirmed' }));
      dispatch({ type: 'message/unconfirmed', localId });
      return true;
    }
    // The connection has just read the newest history, so the state is what the backend has.
    const twin = store.state.messages.findLast((row) => isTwin(row, entry));
    if (twin) await this.#acked(entry, { id: twin.id!, createdAt: twin.createdAt });
    return Boolean(twin);
  }

  async #inTime<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    const outer = this.#abort.signal;
    const give = (): void => abort.abort(outer.reason);
    outer.addEventListener('abort', give);
    const cancel = this.#options.clock.setTimer(
      () =>
        abort.abort(
          new ChatError('timeout', 'no answer', { retryable: true, outcome: 'unknown' }),
        ),
      SEND_TIMEOUT_MS,
    );
    try {
      return await run(abort.signal);
    } catch (thrown) {
      throw abort.signal.aborted ? abort.signal.reason : thrown;
    } finally {
      cancel();
      outer.removeEventListener('abort', give);
    }
  }

  /** Decides what an error means for this message; true when the next one may go. */
  async #refused(transport: Transport, entry: OutboxEntry, error: ChatError): Promise<boolean> {
    const { dispatch, outbox, reconnect, clock } = this.#options;
    const { localId } = entry;
    const isUnknown = error.outcome === 'unknown' && !transport.idempotentSend;
    const isOurs = error.code === 'aborted';
    if (!isOurs && !this.#mayRetry(localId, error)) {
      await this.#failed(entry, error);
      return true;
    }
    await outbox.change(localId, (it) => ({ ...it, status: isUnknown ? 'sending' : 'queued' }));
    dispatch({ type: 'message/queued', localId });
    dispatch({ type: 'upload/progressed', localId, done: null });
    if (isOurs) return false;
    if (error.code === 'rate-limited') {
      return this.#limit(error.retryAfterMs ?? RATE_LIMIT_MS);
    }
    if (error.code === 'server' && !isUnknown) {
      const refusals = this.#refusals.get(localId) ?? 0;
      this.#wait(Math.max(error.retryAfterMs ?? 0, backoffMs(refusals, clock.random())));
    } else {
      reconnect(error);
    }
    return false;
  }

  #mayRetry(localId: string, error: ChatError): boolean {
    const { code } = error;
    if (code === 'rate-limited' || code === 'network' || code === 'timeout') return true;
    const refusals = (this.#refusals.get(localId) ?? 0) + 1;
    this.#refusals.set(localId, refusals);
    // An old token or an ended conversation is cured by a new session, or not at all.
    if (code === 'auth' || code === 'ended') return refusals < 2;
    return error.retryable && refusals < MAX_REFUSALS;
  }

  async #failed(entry: OutboxEntry, error: ChatError): Promise<void> {
    const { localId } = entry;
    this.#refusals.delete(localId);
    const data = toErrorData(error);
    await this.#options.outbox.change(localId, (it) => ({ ...it, status: 'failed', error: data }));
    this.#options.dispatch({ type: 'message/failed', localId, error: data });
    this.#options.onError(error);
  }

  /** What is left of a limit that another tab, or this one before a reload, has run into. */
  #rateLimit(): number {
    const { store, clock } = this.#options;
    return Math.min((store.state.rateLimitedUntil ?? 0) - clock.now(), RATE_LIMIT_MAX_MS);
  }

  /** Sends nothing for `ms`. */
  #limit(ms: number): false {
    const { dispatch, clock } = this.#options;
    dispatch({ type: 'rate-limit/changed', until: clock.now() + ms });
    this.#wait(ms, () => dispatch({ type: 'rate-limit/changed', until: null }));
    return false;
  }

  #wait(ms: number, then?: () => void): void {
    this.#cancelWait = this.#options.clock.setTimer(() => {
      this.#cancelWait = undefined;
      then?.();
      this.flush();
    }, ms);
  }
}

const textOf = ({ parts }: Message): string =>
  parts.map((part) => (part.type === 'text' ? part.text : part.type)).join('\n');

/** The backend's copy of an own message whose answer was lost: same words, nobody else's, not older. */
function isTwin(row: Message, entry: OutboxEntry): boolean {
  const isOwn = row.author.role === 'visitor' && !row.localId && isConfirmed(row);
  // Clocks differ; five minutes tell "this one" from "the same words some time ago".
  return isOwn && textOf(row) === textOf(entry) && row.createdAt > entry.createdAt - 300_000;
}
