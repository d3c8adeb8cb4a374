import type { SharedAction } from './actions.js';
import { ChatError, toChatError } from './errors.js';
import { toAction } from './inbound.js';
import type { IncomingMessage } from './model.js';
import { selectNewestConfirmed } from './selectors.js';
import type { Session } from './session.js';
import type { Store } from './store.js';
import type {
  Capability, Connected, ConnectVisitor, Emit, HistoryPage, Prepared, Resume, Transport, TransportEvent,
} from './transport.js';

const GAP_PAGE = 50;
/** A gap longer than this is not read message by message: the newest page replaces what was known. */
const GAP_PAGES = 20;

const METHODS: Record<Capability, keyof Transport> = {
  upload: 'upload',
  history: 'loadHistory',
  typing: 'setTyping',
  receipts: 'markRead',
  register: 'register',
  offline: 'sendOfflineMessage',
  departments: 'selectDepartment',
  end: 'endConversation',
  transcript: 'requestTranscript',
  rating: 'rate',
  identify: 'identify',
  page: 'setPage',
  act: 'act',
  stop: 'stop',
  forget: 'forgetVisitor',
};

export type LinkOptions = {
  /** Loads the module and makes the transport; called until it has succeeded once. */
  create(emit: Emit): Promise<Transport>;
  store: Store;
  session: Session;
  now(): number;
  visitor(): ConnectVisitor;
  dispatch(action: SharedAction): void;
  onLost(error: ChatError | undefined): void;
  /** Events that are not facts of the conversation. */
  onOther(event: TransportEvent): void;
};

type Held = { event: TransportEvent; resume: Resume | undefined };

/** One transport and what must hold around it: no event before its history, none after its end. */
export class Link {
  #options: LinkOptions;
  #transport: Transport | undefined;
  /** Events wait here while the gap before them is being filled. */
  #held: Held[] | undefined;
  #isOpen = false;
  #isPreparing = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** The transport while the connection stands. */
  get online(): Transport | undefined {
    return this.#isOpen && !this.#held ? this.#transport : undefined;
  }

  async prepare(signal: AbortSignal): Promise<void> {
    const transport = await this.#load();
    if (!transport.prepare) return;
    this.#isPreparing = true;
    try {
      const prepared = await transport.prepare(signal);
      if (!signal.aborted) this.#take(prepared);
    } finally {
      this.#isPreparing = false;
    }
  }

  /** Connects, joins the history to what is known, then lets the live events in. */
  async open(signal: AbortSignal): Promise<void> {
    const transport = await this.#load();
    signal.throwIfAborted();
    this.#isOpen = true;
    this.#held = [];
    const connected = await this.#connect(transport, signal);
    signal.throwIfAborted();
    const { session, dispatch } = this.#options;
    this.#take(connected);
    await this.#join(connected.history, signal);
    const { conversation, visitorId, resume } = connected;
    dispatch({
      type: 'session/opened',
      conversation,
      resume: resume ?? session.resume,
      ...(visitorId ? { visitorId } : {}),
    });
    this.#release();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#held = undefined;
    void this.#transport?.disconnect();
  }

  async #load(): Promise<Transport> {
    if (this.#transport) return this.#transport;
    const transport = await this.#options.create((event, resume) => this.#receive(event, resume));
    return (this.#transport ??= transport);
  }

  /** A token that is no longer accepted costs one more try without it, not the conversation. */
  async #connect(transport: Transport, signal: AbortSignal): Promise<Connected> {
    const { session, visitor } = this.#options;
    try {
      return await transport.connect(visitor(), session.resume, signal);
    } catch (thrown) {
      const isStale = session.resume && toChatError(thrown).code === 'auth';
      if (!isStale || signal.aborted) throw thrown;
      session.resume = undefined;
      return transport.connect(visitor(), undefined, signal);
    }
  }

  #take({ config, availability, agents }: Prepared): void {
    const { dispatch } = this.#options;
    const change: Partial<Record<Capability, boolean>> = {};
    for (const [capability, method] of Object.entries(METHODS)) {
      change[capability as Capability] = typeof this.#transport?.[method] === 'function';
    }
    dispatch({ type: 'capabilities/changed', change });
    if (config) dispatch({ type: 'config/received', config });
    if (availability)
      dispatch({ type: 'availability/changed', availability, ...(agents ? { agents } : {}) });
  }

  /** Joins the newest page to the known messages, reading what lies between where they do not touch. */
  async #join(newest: HistoryPage, signal: AbortSignal): Promise<void> {
    const { store, dispatch } = this.#options;
    const known = selectNewestConfirmed(store.state);
    const { messages, hasMore: hasOlder } = newest;
    const isFirst = !known || !store.state.historyLoaded;
    const touches = messages.some(({ id }) => id !== undefined && isKnown(store, id));
    if (isFirst || !this.#transport?.loadHistory) {
      return dispatch({ type: 'history/loaded', messages, ...(known ? {} : { hasOlder }) });
    }
    if (touches) return dispatch({ type: 'history/loaded', messages });
    const between = await this.#readAfter(known.id!, signal);
    if (between) dispatch({ type: 'history/loaded', messages: [...between, ...messages] });
    else dispatch({ type: 'history/loaded', messages, replace: true, hasOlder });
  }

  /** Everything after `id`, or undefined when that is too much or the backend no longer knows `id`. */
  async #readAfter(id: string, signal: AbortSignal): Promise<IncomingMessage[] | undefined> {
    const read: IncomingMessage[] = [];
    let after: string | undefined = id;
    for (let page = 0; after && page < GAP_PAGES; page++) {
      const answer: HistoryPage | undefined = await this.#readPage(after, signal);
      if (!answer) return undefined;
      read.push(...answer.messages);
      if (!answer.hasMore) return read;
      after = answer.messages.at(-1)?.id;
    }
    return undefined;
  }

  async #readPage(after: string, signal: AbortSignal): Promise<HistoryPage | undefined> {
    try {
      return await this.#transport!.loadHistory!({ after, limit: GAP_PAGE }, signal);
    } catch (thrown) {
      if (toChatError(thrown).code === 'not-found') return undefined;
      throw thrown;
    }
  }

  #receive(event: TransportEvent, resume?: Resume): void {
    if (!this.#isOpen && !this.#isPreparing) return; // a late word of a connection that was given up
    if (event.type === 'connection-lost') return this.#options.onLost(event.error);
    if (this.#held) this.#held.push({ event, resume });
    else this.#apply(event, resume);
  }

  #apply(event: TransportEvent, resume: Resume | undefined): void {
    const { now, dispatch, onOther, session } = this.#options;
    if (event.type === 'gap') return void this.#refill();
    const action = toAction(event, now());
    if (action) dispatch(action);
    else onOther(event);
    // Only now: the cursor must never be ahead of the messages.
    if (resume) session.resume = resume;
  }

  async #refill(): Promise<void> {
    const held = (this.#held = []);
    try {
      const signal = new AbortController().signal;
      const page = await this.#transport?.loadHistory?.({ limit: GAP_PAGE }, signal);
      if (page && this.#held === held) await this.#join(page, signal);
    } catch (thrown) {
      if (this.#held === held) return this.#options.onLost(toChatError(thrown));
    }
    if (this.#held === held) this.#release();
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    // Through the front door again: a gap among them makes the rest wait once more.
    for (const { event, resume } of held) this.#receive(event, resume);
  }
}

const isKnown = (store: Store, id: string): boolean =>
  store.state.messages.some((message) => message.id === id);
