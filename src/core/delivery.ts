import type { SharedAction } from './actions.js';
import { askedMs, backoffMs } from './backoff.js';
import type { Clock } from './clock.js';
import { toErrorData } from './error-data.js';
import { ChatError, toChatError } from './errors.js';
import { inTime } from './in-time.js';
import { selectNewestId } from './joints.js';
import { isConfirmed } from './message-list.js';
import type { Part } from './model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { fetchCode, type RareCode } from './rare-code.js';
import type { Store } from './store.js';
import type { SendAck, Transport } from './transport.js';

const SEND_TIMEOUT_MS = 20_000;
/** So often the backend may answer "failed" before the visitor is asked; an unreachable one does not count. */
const MAX_REFUSALS = 5;
const RATE_LIMIT_MS = 5_000;

export type DeliveryOptions = {
  clock: Clock;
  code: RareCode;
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
  onAck(ack: SendAck): void;
  /** The message that was on the wire has been answered, or given up. */
  onSettled(): void;
  onError(error: ChatError): void;
};

/** Sends what lies in the outbox: one at a time, the oldest first, in the leading tab only. */
export class Delivery {
  /** A message is on its way; its echo may come before its acknowledgement. */
  isSending = false;
  #options: DeliveryOptions;
  #isRunning = false;
  #isWanted = false;
  /** An earlier try of this message may have arrived; history has not told yet. */
  #isDoubtful = false;
  #refusals = new Map<string, number>();
  /** Messages for which the connection has been renewed. */
  #renewed = new Set<string>();
  /** Refused for good, but perhaps after the backend had taken them: history has the last word. */
  #givenUp = new Map<string, ChatError>();
  #abort = new AbortController();
  #cancelWait: (() => void) | undefined;
  /** The end of the rate limit on the clock that does not jump. */
  #notBefore = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    let known: number | null = null;
    // Learnt as soon as it is told, by whichever tab or earlier life of this one ran into it.
    options.store.subscribe(({ rateLimitedUntil: until }) => {
      if (until === known) return;
      known = until;
      const { clock } = options;
      this.#notBefore = clock.monotonic() + askedMs((until ?? 0) - clock.now());
    });
  }

  /** Sends until nothing is queued or something stands in the way; safe to call at any time. */
  flush(): void {
    this.#isWanted = true;
    if (!this.#isRunning) void this.#run();
  }

  /** What is under way ends with its connection. */
  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
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
    const { outbox, store, clock, isLeader, online, connect } = this.#options;
    if (this.#cancelWait || !isLeader()) return false;
    if (store.state.rateLimitedUntil) return this.#wait(this.#notBefore - clock.monotonic());
    const entry = outbox.entries.find((it) => it.status === 'queued' || it.status === 'sending');
    if (!entry) return false;
    const transport = online();
    if (!transport) {
      connect();
      return false;
    }
    try {
      return await this.#deliver(transport, entry);
    } catch (thrown) {
      return await this.#refused(transport, entry, toChatError(thrown));
    } finally {
      this.isSending = false;
      this.#options.onSettled();
    }
  }

  async #deliver(transport: Transport, entry: OutboxEntry): Promise<boolean> {
    const { clock, dispatch, outbox, isLeader, store } = this.#options;
    const { localId, action } = entry;
    const { signal } = this.#abort;
    if (await this.#isDecided(transport, entry)) return true;
    dispatch({ type: 'message/sending', localId });
    const parts = await this.#upload(transport, entry, signal);
    if (!transport.idempotentSend) {
      const after = selectNewestId(store.state);
      await outbox.change(localId, (it) => ({ after, ...it, status: 'sending' }));
    }
    // Much may have happened meanwhile: the line lost, another leader, the visitor's second thoughts.
    signal.throwIfAborted();
    if (!outbox.find(localId)) return true;
    if (!isLeader()) return false;
    this.isSending = true;
    const message = { localId, parts, ...(action && { action }) };
    const ack = await inTime(clock, SEND_TIMEOUT_MS, signal, (inner) => transport.send(message, inner));
    await this.#acked(entry, ack);
    return true;
  }

  async #upload(transport: Transport, entry: OutboxEntry, signal: AbortSignal): Promise<Part[]> {
    const { clock, code, dispatch, outbox } = this.#options;
    if (!entry.parts.some((part) => 'localKey' in part)) return entry.parts;
    const load = (): ReturnType<RareCode['uploads']> => fetchCode(code.uploads);
    const { uploadParts } = await inTime(clock, SEND_TIMEOUT_MS, signal, load);
    return uploadParts({ clock, dispatch, outbox, transport, entry, signal });
  }

  async #acked(entry: OutboxEntry, ack: SendAck): Promise<void> {
    const { dispatch, isLeader, onAck, outbox } = this.#options;
    if (!isLeader()) return; // who leads by now finds out for itself
    const { localId } = entry;
    const { id, createdAt, order } = ack;
    dispatch({ type: 'message/acked', localId, id, createdAt, order });
    onAck(ack);
    await outbox.remove(localId);
  }

  /** True when the message needs no sending: it is there already, or only the visitor can tell. */
  async #isDecided(transport: Transport, entry: OutboxEntry): Promise<boolean> {
    const { clock, dispatch, outbox, store } = this.#options;
    const { localId, status } = entry;
    const row = store.state.messages.find((it) => it.localId === localId && isConfirmed(it));
    if (row) {
      await this.#acked(entry, { id: row.id });
      return true;
    }
    this.#isDoubtful = status === 'sending' && !transport.idempotentSend;
    if (!this.#isDoubtful) return false;
    const { signal } = this.#abort;
    const twin = await inTime(clock, SEND_TIMEOUT_MS, signal, async (inner) => {
      const { findTwin } = await fetchCode(this.#options.code.past);
      return findTwin(transport, store.state, entry, inner);
    });
    const error = this.#givenUp.get(localId);
    if (twin) await this.#acked(entry, twin);
    else if (twin === undefined) {
      this.#forget(localId);
      await outbox.change(localId, (it) => ({ ...it, status: 'unconfirmed' }));
      dispatch({ type: 'message/unconfirmed', localId });
    } else if (error) await this.#failed(entry, error);
    else return (this.#isDoubtful = false);
    return true;
  }

  /** Decides what an error means for this message; true when the next one may go. */
  async #refused(transport: Transport, entry: OutboxEntry, error: ChatError): Promise<boolean> {
    const { dispatch, outbox, reconnect, isLeader } = this.#options;
    if (!isLeader()) return false; // the outbox tells the next one what is known
    const { localId } = entry;
    const { code } = error;
    const isOurs = code === 'aborted';
    const isUnknown = this.#isDoubtful || (this.isSending && !transport.idempotentSend && mayBeThere(error));
    if (!isOurs && !this.#mayRetry(localId, error)) {
      if (!isUnknown) return this.#failed(entry, error);
      this.#givenUp.set(localId, error);
    }
    await outbox.change(localId, (it) => ({ ...it, status: isUnknown ? 'sending' : 'queued' }));
    dispatch({ type: 'upload/progressed', localId, done: null });
    if (isOurs) return false;
    if (code === 'rate-limited' || (code === 'server' && !isUnknown)) return this.#pause(localId, error);
    reconnect(error);
    return false;
  }

  /** The backend is there, but wants to be left alone. */
  #pause(localId: string, { code, retryAfterMs }: ChatError): false {
    const { clock, dispatch } = this.#options;
    const asked = askedMs(retryAfterMs);
    if (code === 'server') {
      return this.#wait(Math.max(asked, backoffMs(this.#refusals.get(localId) ?? 0, clock.random())));
    }
    const ms = asked || RATE_LIMIT_MS;
    dispatch({ type: 'rate-limit/changed', until: clock.now() + ms });
    return this.#wait(ms);
  }

  #mayRetry(localId: string, { code, retryable }: ChatError): boolean {
    if (code === 'rate-limited' || code === 'network' || code === 'timeout') return true;
    if (code === 'auth' || code === 'ended') {
      // An old token or an ended conversation is cured by a new session, or not at all.
      const isFirst = !this.#renewed.has(localId);
      this.#renewed.add(localId);
      return isFirst;
    }
    const refusals = (this.#refusals.get(localId) ?? 0) + 1;
    this.#refusals.set(localId, refusals);
    return retryable && refusals < MAX_REFUSALS;
  }

  async #failed(entry: OutboxEntry, error: ChatError): Promise<true> {
    const { dispatch, onError, outbox } = this.#options;
    const { localId } = entry;
    this.#forget(localId);
    const data = toErrorData(error);
    await outbox.change(localId, (it) => ({ ...it, status: 'failed', error: data }));
    dispatch({ type: 'message/failed', localId, error: data });
    onError(error);
    return true;
  }

  #forget(localId: string): void {
    this.#refusals.delete(localId);
    this.#renewed.delete(localId);
    this.#givenUp.delete(localId);
  }

  /** Sends nothing for `ms`; a rate limit is over then, too. */
  #wait(ms: number): false {
    const { clock, dispatch, store } = this.#options;
    this.#cancelWait = clock.setTimer(() => {
      this.#cancelWait = undefined;
      if (store.state.rateLimitedUntil) dispatch({ type: 'rate-limit/changed', until: null });
      this.flush();
    }, Math.max(0, ms));
    return false;
  }
}

/** A refusal is an answer, whatever the transport thinks of its outcome. */
const mayBeThere = ({ code, outcome }: ChatError): boolean =>
  outcome === 'unknown' && code !== 'rate-limited';
