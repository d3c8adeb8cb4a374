import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import { Connection } from './connection.js';
import { Delivery } from './delivery.js';
import { ChatError, toChatError } from './errors.js';
import { inTime } from './in-time.js';
import { Link } from './link.js';
import type { Conversation, Page, Visitor } from './model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { selectOldestConfirmed } from './selectors.js';
import type { Session } from './session.js';
import type { Storage } from './storage.js';
import type { Store } from './store.js';
import type { Emit, FormValues, Transport, TransportEvent } from './transport.js';

const OLDER_PAGE = 30;
const PATIENCE_MS = 30_000;

/** What tabs ask of the one that leads. Arguments and answers must survive a structured clone. */
export type Commands = {
  enqueue(entry: OutboxEntry, files: readonly (Blob | undefined)[]): Promise<void>;
  retry(localId: string): Promise<void>;
  discard(localId: string): Promise<string>;
  typing(on: boolean): Promise<void>;
  read(key: string, at: number): Promise<void>;
  older(): Promise<void>;
  prepare(): Promise<void>;
  connect(): Promise<void>;
  register(values: FormValues): Promise<void>;
  offline(values: FormValues): Promise<void>;
  department(id: string): Promise<void>;
  end(): Promise<void>;
  transcript(kind: 'email' | 'pdf' | 'text', values: FormValues): Promise<Blob | void>;
  rate(rating: { score: number; comment?: string }): Promise<void>;
  identify(visitor: Visitor): Promise<void>;
  page(page: Page): Promise<void>;
  forget(): Promise<void>;
};

export type LeaderOptions = {
  clock: Clock;
  store: Store;
  storage: Storage;
  session: Session;
  outbox: Outbox;
  locale: string;
  /** Changes with what the page says; every tab remembers it, since any may have to connect. */
  visitor: Visitor;
  page: Page;
  createTransport(emit: Emit): Promise<Transport>;
  dispatch(action: SharedAction): void;
  /** The fencing check. */
  isLeader(): boolean;
  onEvent(event: TransportEvent): void;
  onError(error: ChatError): void;
};

/** The part of the client that only one tab may run: connection, outbox drain, calls to the backend. */
export class Leader {
  readonly commands: Commands;
  #options: LeaderOptions;
  #connection: Connection;
  #link: Link;
  #delivery: Delivery;
  #preparing: Promise<void> | undefined;
  #wasConnected = false;
  #abort = new AbortController();

  constructor(options: LeaderOptions) {
    const { clock, store, session, outbox, dispatch } = options;
    this.#options = options;
    this.#connection = new Connection({
      clock,
      open: (signal) => this.#link.open(signal),
      close: () => {
        this.#link.close();
        this.#delivery.interrupt();
      },
      onChange: (connection) => {
        dispatch({ type: 'connection/changed', connection });
        if (connection.status === 'online') this.#delivery.flush();
      },
    });
    this.#link = new Link({
      create: options.createTransport,
      store,
      session,
      clock,
      visitor: () => ({ ...options.visitor, locale: options.locale, page: options.page }),
      dispatch,
      isSending: () => this.#delivery.isSending,
      onLost: (error) => this.#connection.lost(error),
      onOther: options.onEvent,
    });
    this.#delivery = new Delivery({
      clock,
      outbox,
      store,
      dispatch,
      isLeader: options.isLeader,
      online: () => this.#link.online,
      connect: () => this.#connection.start(),
      reconnect: (error) => {
        // An attempt under way is the new connection that is asked for.
        if (this.#connection.status === 'online') this.#connection.lost(error);
      },
      onSettled: () => this.#link.settle(),
      onAck: (_, { conversation, resume }) => {
        if (resume) session.resume = resume;
        this.#setConversation(conversation);
      },
      onError: options.onError,
    });
    this.commands = this.#createCommands();
  }

  /** Connects when there is something to connect for; a visitor who never wrote stays unknown. */
  start(): void {
    const { session, store, dispatch } = this.#options;
    const wasConnected = this.#wasConnected || store.state.connection.status !== 'idle';
    this.#abort = new AbortController();
    // The last leader's connection ended with it.
    dispatch({ type: 'connection/changed', connection: this.#connection.info });
    if (session.resume || wasConnected) this.#connection.start();
    this.#delivery.flush();
    if (store.state.open) void this.#prepare();
  }

  stop(): void {
    this.#wasConnected ||= this.#connection.status !== 'idle';
    this.#abort.abort(new ChatError('aborted', 'stopped'));
    this.#preparing = undefined;
    this.#delivery.stop();
    this.#connection.stop();
  }

  setNetwork(isOnline: boolean): void {
    this.#connection.setNetwork(isOnline);
  }

  /** Tries the connection now, whatever the back-off says. */
  retry(): void {
    this.#connection.start();
    this.#connection.retry();
  }

  #createCommands(): Commands {
    const { outbox, store, dispatch } = this.#options;
    return {
      enqueue: async (entry, files) => {
        outbox.adopt(entry, files);
        dispatch({ type: 'message/saving', message: entry });
        this.#delivery.flush();
      },
      retry: async (localId) => {
        await outbox.change(localId, (entry) => {
          const { error: _, ...rest } = entry;
          // What is on its way needs no second start.
          return isStuck(entry) ? { ...rest, status: 'queued' } : entry;
        });
        dispatch({ type: 'message/queued', localId });
        this.#delivery.flush();
      },
      discard: async (localId) => {
        const entry = outbox.entries.find((it) => it.localId === localId);
        await outbox.remove(localId);
        dispatch({ type: 'message/discarded', localId });
        return entry?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';
      },
      typing: async (on) => {
        if (!store.state.rateLimitedUntil) await this.#link.online?.setTyping?.(on);
      },
      read: async (key, at) => {
        dispatch({ type: 'read/marked', key, at });
        const id = store.state.messages.findLast((row) => row.key === key)?.id;
        if (id) await this.#link.online?.markRead?.(id);
      },
      older: () => this.#loadOlder(),
      prepare: () => this.#prepare(),
      connect: async () => this.retry(),
      ...this.#createCalls(),
    };
  }

  #createCalls() {
    return {
      register: async (values: FormValues) =>
        this.#setConversation(await this.#call('register', values)),
      offline: (values: FormValues) => this.#call('sendOfflineMessage', values),
      department: async (id: string) =>
        this.#setConversation(await this.#call('selectDepartment', id)),
      end: async () =>
        this.#setConversation((await this.#call('endConversation')) ?? { state: 'ended' }),
      transcript: (kind: 'email' | 'pdf' | 'text', values: FormValues) =>
        this.#call('requestTranscript', kind, values),
      rate: (rating: { score: number; comment?: string }) => this.#call('rate', rating),
      identify: (visitor: Visitor) => this.#identify(visitor),
      page: async (page: Page) => {
        this.#options.page = page;
        await this.#link.online?.setPage?.(page);
      },
      forget: () => this.#forget(),
    };
  }

  /** Calls an optional method on the live transport, connecting first if need be. */
  async #call<M extends Call>(method: M, ...args: Parameters<Method<M>>): Promise<Awaited<ReturnType<Method<M>>>> {
    const transport = await this.#online();
    const run = transport[method] as ((...args: unknown[]) => unknown) | undefined;
    if (!run) throw new ChatError('unsupported', `this backend has no ${method}`);
    const call = async () => (await run.apply(transport, args)) as Awaited<ReturnType<Method<M>>>;
    return await inTime(this.#options.clock, PATIENCE_MS, this.#abort.signal, call);
  }

  #online(): Promise<Transport> {
    this.#connection.start();
    const { store, clock } = this.#options;
    const wait = (signal: AbortSignal): Promise<Transport> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const { online } = this.#link;
          const { status, error } = store.state.connection;
          if (online && status === 'online') resolve(online);
          else if (status === 'failed') reject(new ChatError('network', error?.message ?? 'not connected'));
          else return;
          unsubscribe();
        };
        const unsubscribe = store.subscribe(look);
        signal.addEventListener('abort', unsubscribe);
        look();
      });
    return inTime(clock, PATIENCE_MS, this.#abort.signal, wait);
  }

  /** Asks the backend anonymously for its config, once. */
  #prepare(): Promise<void> {
    const { session, store } = this.#options;
    if (session.resume || store.state.connection.status !== 'idle') return Promise.resolve();
    const { signal } = this.#abort;
    this.#preparing ??= this.#link.prepare(signal).catch((thrown: unknown) => {
      if (signal.aborted) return;
      this.#preparing = undefined; // the next opening asks again
      this.#options.onError(toChatError(thrown));
    });
    return this.#preparing;
  }

  async #loadOlder(): Promise<void> {
    const { store, dispatch } = this.#options;
    const before = selectOldestConfirmed(store.state)?.id;
    if (!before || !store.state.hasOlder) return;
    const transport = await this.#online();
    const page = await transport.loadHistory?.({ before, limit: OLDER_PAGE }, this.#abort.signal);
    const { messages, hasMore } = page ?? { messages: [], hasMore: false };
    // The list was replaced meanwhile: this page does not join it any more.
    if (selectOldestConfirmed(store.state)?.id !== before) return;
    dispatch({ type: 'history/loaded', messages, hasOlder: hasMore });
  }

  async #identify(visitor: Visitor): Promise<void> {
    Object.assign(this.#options.visitor, visitor);
    const resume = await this.#link.online?.identify?.(visitor);
    if (!resume) return;
    // Merged into a visitor the backend knew: another thread, another token.
    this.#options.session.resume = resume;
    this.#link.isOther = true;
    this.#connection.retry();
  }

  /** Only a backend that cannot be reached keeps the visitor from being forgotten: they may try again. */
  async #forget(): Promise<void> {
    const { dispatch, outbox, session, storage } = this.#options;
    try {
      if (session.resume) await this.#call('forgetVisitor');
    } catch (thrown) {
      const error = toChatError(thrown);
      if (error.retryable) throw error;
    }
    this.#connection.stop();
    dispatch({ type: 'visitor/forgotten' });
    outbox.reset();
    await session.clear();
    await storage.clear();
  }

  #setConversation(conversation: Conversation | void): void {
    if (conversation) this.#options.dispatch({ type: 'conversation/changed', conversation });
  }
}

const isStuck = ({ status }: OutboxEntry): boolean => status === 'failed' || status === 'unconfirmed';

type Call =
  | 'register'
  | 'sendOfflineMessage'
  | 'selectDepartment'
  | 'endConversation'
  | 'requestTranscript'
  | 'rate'
  | 'forgetVisitor';
type Method<M extends Call> = NonNullable<Transport[M]>;
