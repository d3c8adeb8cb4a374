import { ChatError } from '../../core/errors.js';
import type { TransportContext } from '../../core/transport.js';
import { loadCode } from '../load-code.js';
import type { PancakeCalls } from './pancake-call.js';
import { toPushed } from './pancake-event-mapper.js';
import type { PhoenixFrame } from './pancake-frame-mapper.js';
import { Poller } from './pancake-poller.js';
import type { PhoenixPush, PushListener } from './pancake-push.js';
import type { Reporter } from './pancake-reporter.js';
import { toRoom } from './pancake-room.js';
import { toMapping, type PancakeSession } from './pancake-session.js';
import type { Shelf } from './pancake-shelf.js';

/** Milliseconds before a refused socket is tried again: the first time, and what it grows to. */
const MIN_RETRY_MS = 30_000;
const MAX_RETRY_MS = 300_000;

export type LiveTools = {
  context: TransportContext;
  session: PancakeSession;
  calls: PancakeCalls;
  shelf: Shelf;
  reporter: Reporter;
  /** The connection is gone. */
  lose(error: ChatError): void;
};

/**
 * What comes in while the connection stands: frames of the socket, and polls for as long as no frame
 * has brought a message. The visitor's topic is documented nowhere, so that a join may be refused,
 * or be followed by nothing.
 */
export class PancakeLive {
  readonly #tools: LiveTools;
  readonly #poller: Poller;
  #push: PhoenixPush | undefined;
  #retryMs = MIN_RETRY_MS;
  #cancelRetry = (): void => undefined;
  #life = new AbortController();
  #isOpening = false;
  /** A refused socket waits for its time. */
  #isRefused = false;
  /** A frame has brought a message. */
  #isProven = false;

  constructor(tools: LiveTools) {
    this.#tools = tools;
    const { context: { clock }, session, lose } = tools;
    this.#poller = new Poller({
      clock,
      work: (signal) => this.#poll(signal),
      isWanted: () => !this.#isProven && session.conversationId !== undefined,
      onFailed: lose,
    });
  }

  /** Begins as soon as there is a conversation; harmless when it has begun. */
  start(): void {
    void this.#openSocket();
    this.#poller.hasten();
  }

  /** An own message was taken: its echo would have proved that frames arrive. */
  sent(id: string): void {
    if (!this.#tools.reporter.knows(id)) this.#isProven = false;
    this.start();
  }

  stop(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#isProven = this.#isOpening = this.#isRefused = false;
    this.#poller.stop();
    this.#cancelRetry();
    this.#push?.close();
    this.#push = undefined;
  }

  async #poll(signal: AbortSignal): Promise<boolean> {
    const { calls, shelf, reporter } = this.#tools;
    const asOf = reporter.now;
    const { rows } = await calls.get(0, signal);
    if (signal.aborted) return false;
    if (!shelf.join(rows)) reporter.gap();
    const isNews = reporter.tell(rows, asOf);
    // What a poll had to bring, no frame has brought.
    if (isNews) this.#isProven = false;
    return isNews;
  }

  /** Its code is loaded beside the first words: they do not wait for it, and without it polls go on. */
  async #openSocket(): Promise<void> {
    const { context, session } = this.#tools;
    if (this.#isOpening || this.#isRefused || this.#push || !toRoom(session)) return;
    const { signal } = this.#life;
    this.#isOpening = true;
    try {
      const { PhoenixPush: Push } = await loadCode(context.clock, [signal], () => import('./pancake-push.js'));
      const room = toRoom(session);
      // An address that no socket may have, such as ws: on a page of https:, throws.
      if (room && !signal.aborted) this.#push = new Push(context, session.settings, room, this.#listener());
    } catch {
      if (!signal.aborted) this.#onDown(false);
    } finally {
      if (!signal.aborted) this.#isOpening = false;
    }
  }

  #listener(): PushListener {
    const { session, reporter } = this.#tools;
    return {
      joined: () => {
        this.#retryMs = MIN_RETRY_MS;
        // What came between the history and the join.
        if (session.conversationId) void this.#poller.now();
      },
      frame: (frame) => this.#onFrame(frame),
      nonsense: (raw) => reporter.raw('frame', raw),
      down: (wasJoined) => this.#onDown(wasJoined),
    };
  }

  /** The end of a joined socket is that of the connection; without one the REST part works on. */
  #onDown(wasJoined: boolean): void {
    this.#push = undefined;
    if (wasJoined) return this.#tools.lose(new ChatError('network', 'the socket was closed', { retryable: true }));
    this.#isRefused = true;
    this.#cancelRetry = this.#tools.context.clock.setTimer(() => {
      this.#isRefused = false;
      void this.#openSocket();
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
  }

  #onFrame({ event, payload, topic }: PhoenixFrame): void {
    const { context, session, shelf, reporter } = this.#tools;
    const { settings, conversationId } = session;
    const mapping = toMapping(session, context.clock.now());
    const room = toRoom(session);
    const scope = { conversationId, isOwn: room?.topic === topic && room.isOwn };
    const meaning = Object.hasOwn(settings.meanings, event) ? settings.meanings[event] : undefined;
    const { rows, deleted, isKnown } = toPushed(payload, meaning, scope, mapping);
    if (!isKnown) return reporter.raw(event, { topic, payload });
    shelf.add(rows);
    reporter.tell(rows);
    deleted.forEach(reporter.remove);
    if (!rows[0]) return;
    this.#isProven = true;
    this.#poller.pause();
  }
}
