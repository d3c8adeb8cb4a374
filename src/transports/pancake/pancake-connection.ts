import { ChatError, toChatError } from '../../core/errors.js';
import type {
  Connected, ConnectVisitor, Emit, HistoryPage, OutgoingMessage, Resume, SendAck, TransportContext,
} from '../../core/transport.js';
import { limited, toAborted } from '../limited.js';
import { createCalls, type PancakeCalls } from './pancake-call.js';
import { PancakeLive } from './pancake-live.js';
import { createReporter, type Reporter } from './pancake-reporter.js';
import { fromOutgoing } from './pancake-send-mapper.js';
import { restore, toResume, untold, type PancakeSession } from './pancake-session.js';
import { Shelf } from './pancake-shelf.js';

const CONNECT_MS = 30_000;
const PAGE = 30;
/** What the page's upload may be given; the document speaks of pictures only. */
export const PICTURES = { upload: { accept: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] } };

/** The life of a connection: at most one at a time, told lost at most once. */
export class PancakeConnection {
  readonly shelf: Shelf;
  readonly #context: TransportContext;
  readonly #session: PancakeSession;
  readonly #calls: PancakeCalls;
  readonly #reporter: Reporter;
  readonly #live: PancakeLive;
  /** The core has been told that it stands. */
  #isOnline = false;
  #cancelStart = (): void => undefined;

  constructor(context: TransportContext, session: PancakeSession) {
    this.#context = context;
    this.#session = session;
    const calls = (this.#calls = createCalls(context, session));
    const reporter = (this.#reporter = createReporter((event) => this.#emit(event)));
    const shelf = (this.shelf = new Shelf(calls, reporter.note));
    const lose = (error: ChatError): void => this.#lose(error);
    this.#live = new PancakeLive({ context, session, calls, shelf, reporter, lose });
  }

  /** @throws ChatError that of the request for the history; `aborted` when it was given up */
  async open(visitor: ConnectVisitor, resume: Resume | undefined, signal: AbortSignal): Promise<Connected> {
    this.close();
    const { clock } = this.#context;
    const session = this.#session;
    const life = (session.life = new AbortController());
    restore(session, resume);
    // A copy: `identify` changes it.
    Object.assign(session, { visitor: { ...visitor }, webSource: toOrigin(visitor.page.url) });
    this.shelf.clear();
    this.#reporter.clear();
    const limits = { timeoutMs: CONNECT_MS, signals: [signal, life.signal] };
    const history = await limited(clock, limits, (inner) => this.#readNewest(inner));
    // The answer may have come in the task in which the core let go.
    if (signal.aborted || life.signal.aborted) throw toAborted();
    this.#isOnline = true;
    // A later task: nothing may be emitted before the core has the answer.
    this.#cancelStart = clock.setTimer(() => this.#live.start(), 0);
    const { fromId: visitorId, conversationId: id } = session;
    return {
      history,
      conversation: id ? { id, state: 'active' } : { state: 'none' },
      config: PICTURES,
      resume: toResume(session),
      ...(visitorId && { visitorId }),
    };
  }

  /** @throws ChatError that of the request; after `ended` the next message begins a new conversation */
  async send(message: OutgoingMessage, signal: AbortSignal): Promise<SendAck> {
    if (!this.#isOnline) throw new ChatError('network', 'not connected', { retryable: true });
    const session = this.#session;
    const { conversationId } = session;
    const info = untold(session);
    const body = { ...fromOutgoing(message), ...this.#toHead(), ...(info && { extra_info: info, name: info.name, phone: info.phone }) };
    const sent = await this.#calls.post(body, signal).catch((thrown: unknown) => {
      throw this.#refused(toChatError(thrown));
    });
    const id = (session.conversationId = sent.conversation_id ?? conversationId);
    session.fromId = sent.from_id ?? session.fromId;
    if (info) session.told = JSON.stringify(info);
    if (this.#isOnline) this.#live.sent(sent.id);
    const isNew = id !== undefined && id !== conversationId;
    return { id: sent.id, resume: toResume(session), ...(isNew && { conversation: { id, state: 'active' } }) };
  }

  close(): void {
    this.#stop();
    this.#session.life.abort();
  }

  /** Ids that are left blank are made by the backend. */
  #toHead() {
    const { conversationId, fromId, webSource } = this.#session;
    const dummy = this.#context.clock.now();
    return { conversation_id: conversationId ?? '', from_id: fromId ?? '', web_source: webSource, dummy_id: dummy };
  }

  /** The newest page; what the backend says it does not know any more is forgotten. */
  async #readNewest(signal: AbortSignal): Promise<HistoryPage> {
    const session = this.#session;
    try {
      if (session.conversationId) return await this.shelf.page({ limit: PAGE }, signal);
    } catch (thrown) {
      const error = toChatError(thrown);
      if (error.code !== 'ended' && error.code !== 'auth') throw error;
      session.conversationId = undefined;
      if (error.code === 'auth') session.fromId = undefined;
    }
    session.told = undefined;
    return { messages: [], hasMore: false };
  }

  #refused(error: ChatError): ChatError {
    const session = this.#session;
    if (error.code === 'ended') {
      session.conversationId = session.told = undefined;
      this.#emit({ type: 'conversation', conversation: { state: 'none' } });
    }
    // Whether the customer is really unknown the next connection finds out.
    if (error.code === 'auth') this.#lose(error);
    return error;
  }

  #emit(...[event]: Parameters<Emit>): void {
    if (this.#isOnline) this.#context.emit(event, toResume(this.#session));
  }

  #lose(error: ChatError): void {
    if (!this.#isOnline) return;
    this.#stop();
    this.#context.emit({ type: 'connection-lost', error }, toResume(this.#session));
  }

  #stop(): void {
    this.#isOnline = false;
    this.#cancelStart();
    this.#live.stop();
  }
}

function toOrigin(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
