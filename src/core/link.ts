import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import { type ChatError, toChatError } from './errors.js';
import { toAction } from './inbound.js';
import { inTime } from './in-time.js';
import { GAP_PAGE, selectJoint } from './joints.js';
import { fetchCode, type RareCode } from './rare-code.js';
import type { Session } from './session.js';
import type { Store } from './store.js';
import type {
  Capability, Connected, ConnectVisitor, Emit, HistoryPage, Prepared, Resume, Transport, TransportEvent,
} from './transport.js';

const PATIENCE_MS = 30_000;

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
  createTransport(emit: Emit): Promise<Transport>;
  code: RareCode;
  clock: Clock;
  store: Store;
  session: Session;
  visitor(): ConnectVisitor;
  dispatch(action: SharedAction): void;
  /** An own message is on the wire. */
  isSending(): boolean;
  onLost(error: ChatError | undefined): void;
};

type Held = { event: TransportEvent; resume: Resume | undefined };

/** One transport and what must hold around it: no event before its history, none after its end. */
export class Link {
  /** The next connection is another visitor's: nothing known can be joined to its history. */
  isOther = false;
  #options: LinkOptions;
  #loading: Promise<Transport> | undefined;
  #transport: Transport | undefined;
  /** Events wait here while the gap before them is being filled. */
  #held: Held[] | undefined;
  /** The same, while an acknowledgement under way must tell whose the first of them is. */
  #heldForAck: Held[] | undefined;
  #isOpen = false;
  #isReady = false;
  #isPreparing = false;
  #signal: AbortSignal | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** The transport while the connection stands. */
  get online(): Transport | undefined {
    return this.#isReady ? this.#transport : undefined;
  }

  async prepare(signal: AbortSignal): Promise<void> {
    const transport = await this.#load();
    if (!transport.prepare) return;
    this.#isPreparing = true;
    try {
      this.#take(await inTime(this.#options.clock, PATIENCE_MS, signal, (inner) => transport.prepare!(inner)));
    } finally {
      this.#isPreparing = false;
    }
  }

  /** Connects, joins the history to what is known, then lets the live events in. */
  async open(signal: AbortSignal): Promise<void> {
    const { store, session, dispatch } = this.#options;
    const transport = await this.#load();
    signal.throwIfAborted();
    this.#isOpen = true;
    this.#held = [];
    this.#signal = signal;
    const connected = await this.#connect(transport, signal);
    signal.throwIfAborted();
    const { conversation, visitorId, history, resume = session.resume } = connected;
    const { visitorId: before } = store.state;
    this.isOther ||= Boolean(before && visitorId && before !== visitorId);
    const joined = this.isOther ? toReplacement(history) : await this.#join(history, signal);
    signal.throwIfAborted();
    this.isOther = false;
    this.#take(connected);
    dispatch(joined);
    dispatch({ type: 'session/opened', conversation, resume, ...(visitorId && { visitorId }) });
    this.#isReady = true;
    this.#release();
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = this.#isReady = false;
    this.#held = undefined;
    void this.#transport?.disconnect();
  }

  /** The acknowledgement has come, or will not: an own message without its local id may be shown. */
  settle(): void {
    if (this.#held && this.#held === this.#heldForAck) this.#release();
  }

  #load(): Promise<Transport> {
    this.#loading ??= this.#options
      .createTransport((event, resume) => this.#receive(event, resume))
      .then((transport) => (this.#transport = transport))
      .catch((thrown: unknown) => {
        this.#loading = undefined;
        throw thrown;
      });
    return this.#loading.then((transport) => (this.#announce(transport), transport));
  }

  /** Before the transport speaks: what it takes away must not be given back by our list. */
  #announce(transport: Transport): void {
    const { store, dispatch } = this.#options;
    const change: Partial<Record<Capability, boolean>> = {};
    for (const [name, method] of Object.entries(METHODS)) {
      const capability = name as Capability;
      change[capability] = Boolean(transport[method]) && (store.state.capabilities[capability] ?? true);
    }
    dispatch({ type: 'capabilities/changed', change });
  }

  /** A token that is no longer accepted costs one more try without it, not the conversation. */
  async #connect(transport: Transport, signal: AbortSignal): Promise<Connected> {
    const { session, visitor } = this.#options;
    try {
      return await transport.connect(visitor(), session.resume, signal);
    } catch (thrown) {
      const isStale = session.resume && toChatError(thrown).code === 'auth';
      if (!isStale || signal.aborted) throw thrown;
      const connected = await transport.connect(visitor(), undefined, signal);
      signal.throwIfAborted();
      session.resume = undefined;
      this.isOther = true;
      return connected;
    }
  }

  #take({ config, availability, agents }: Prepared): void {
    const { dispatch } = this.#options;
    if (config) dispatch({ type: 'config/received', config });
    if (availability) dispatch({ type: 'availability/changed', availability, ...(agents && { agents }) });
  }

  /** Joins the newest page to the known messages, reading what lies between where they do not touch. */
  async #join(newest: HistoryPage, signal: AbortSignal): Promise<SharedAction> {
    const { state } = this.#options.store;
    const { messages } = newest;
    const type = 'history/loaded';
    if (!this.#transport!.loadHistory) return { type, messages, hasOlder: false };
    const joint = selectJoint(state);
    if (!joint) return toReplacement(newest);
    const known = new Set(state.messages.map(({ author, id }) => author.role !== 'visitor' && id));
    known.add(joint.id);
    if (messages.some(({ id }) => id && known.has(id))) return { type, messages };
    const { readAfter } = await fetchCode(this.#options.code.past);
    const between = await readAfter(this.#transport!, joint.id!, signal);
    return between ? { type, messages: [...between, ...messages] } : toReplacement(newest);
  }

  #receive(event: TransportEvent, resume?: Resume): void {
    if (!this.#isOpen && !this.#isPreparing) return; // a late word of a connection that was given up
    if (event.type === 'connection-lost') return this.#options.onLost(event.error);
    const { clock, dispatch, isSending, session } = this.#options;
    if (this.#held) return void this.#held.push({ event, resume });
    if (event.type === 'gap') return void this.#refill();
    if (isSending() && isBareEcho(event)) {
      this.#heldForAck = this.#held = [{ event, resume }];
      return;
    }
    const action = toAction(event, clock.now());
    if (action) dispatch(action);
    // Only now: the cursor must never be ahead of the messages.
    if (resume) session.resume = resume;
  }

  async #refill(): Promise<void> {
    const { clock, dispatch, onLost } = this.#options;
    const held = (this.#held = []);
    const isCurrent = (): boolean => this.#held === held;
    try {
      const joined = await inTime(clock, PATIENCE_MS, this.#signal!, async (signal) => {
        const page = await this.#transport!.loadHistory?.({ limit: GAP_PAGE }, signal);
        return page && this.#join(page, signal);
      });
      if (!isCurrent()) return;
      if (joined) dispatch(joined);
      this.#release();
    } catch (thrown) {
      if (isCurrent()) onLost(toChatError(thrown));
    }
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    // Through the front door again: a gap among them makes the rest wait once more.
    for (const { event, resume } of held) this.#receive(event, resume);
  }
}

const toReplacement = ({ messages, hasMore: hasOlder }: HistoryPage) =>
  ({ type: 'history/loaded', messages, hasOlder, replace: true }) as const;

const isBareEcho = (event: TransportEvent): boolean =>
  event.type === 'message' && event.message.author.role === 'visitor' && !event.message.localId;
