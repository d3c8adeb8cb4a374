import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import { Connection } from './connection.js';
import { Delivery } from './delivery.js';
import { ChatError, toChatError } from './errors.js';
import { Link } from './link.js';
import type { Conversation, Page, Visitor } from './model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { selectOldestConfirmed } from './selectors.js';
import type { Session } from './session.js';
import type { Storage } from './storage.js';
import type { Store } from './store.js';
import type { Emit, FormValues, Transport, TransportEvent } from './transport.js';

const OLDER_PAGE = 30;
const ONLINE_PATIENCE_MS = 30_000;

/** What tabs ask of the one that leads. Arguments and answers must survive a structured clone. */
export type Commands = {
  enqueue(entry: OutboxEntry, files: readonly Blob[]): Promise<void>;
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
  #visitor: Visitor;
  #page: Page;
  #preparing: Promise<void> | undefined;
  #abort = new AbortController();

  constructor(options: LeaderOptions) {
    const { clock, store, session, outbox, dispatch } = options;
    this.#options = options;
    this.#visitor = options.visitor;
    this.#page = options.page;
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
      now: () => clock.now(),
      visitor: () => ({ ...this.#visitor, locale: options.locale, page: this.#page }),
      dispatch,
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
      reconnect: (error) => this.#connection.lost(error),
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
    const { session, outbox, store, dispatch } = this.#options;
    this.#abort = new AbortController();
    // The last leader's connection ended with it.
    dispatch({ type: 'connection/changed', connection: { status: 'idle' } });
    const hasQueued = outbox.entries.some(({ status }) => status === 'queued' || status === 'sending');
    if (session.resume || hasQueued) this.#connection.start();
    else if (store.state.open) void this.commands.prepare().catch(() => {});
  }

  stop(): void {
    this.#abort.abort();
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
        await outbox.change(localId, ({ error: _, ...entry }) => ({ ...entry, status: 'queued' }));
        dispatch({ type: 'message/queued', localId });
        this.#delivery.flush();
      },
      discard: async (localId) => {
        const entry = outbox.entries.find((it) => it.localId === localId);
        await outbox.remove(localId);
        dispatch({ type: 'message/discarded', localId });
        return entry?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';
      },
      typing: async (on) => void (await this.#link.online?.setTyping?.(on)),
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
    const { dispatch } = this.#options;
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
        this.#page = page;
        await this.#link.online?.setPage?.(page);
      },
      forget: async () => {
        if (this.#options.session.resume) await this.#call('forgetVisitor');
        this.#connection.stop();
        dispatch({ type: 'visitor/forgotten' });
        await this.#options.outbox.clear();
        await this.#options.session.clear();
        await this.#options.storage.clear();
      },
    };
  }

  /** Calls an optional method on the live transport, connecting first if need be. */
  async #call<M extends Call>(method: M, ...args: Parameters<Method<M>>): Promise<Awaited<ReturnType<Method<M>>>> {
    const transport = await this.#online();
    const run = transport[method] as ((...args: unknown[]) => unknown) | undefined;
    if (!run) throw new ChatError('unsupported', `this backend has no ${method}`);
    return (await run.apply(transport, args)) as Awaited<ReturnType<Method<M>>>;
  }

  #online(): Promise<Transport> {
    this.#connection.start();
    const { store, clock } = this.#options;
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        cancel();
        unsubscribe();
      };
      const fail = (error: ChatError): void => {
        settle();
        reject(error);
      };
      const look = (): void => {
        const { online } = this.#link;
        const { status, error } = store.state.connection;
        if (online && status === 'online') {
          settle();
          resolve(online);
        } else if (status === 'failed') {
          fail(new ChatError('network', error?.message ?? 'not connected'));
        }
      };
      const cancel = clock.setTimer(
        () => fail(new ChatError('network', 'not connected', { retryable: true })),
        ONLINE_PATIENCE_MS,
      );
      const unsubscribe = store.subscribe(look);
      look();
    });
  }

  /** Asks the backend anonymously for its config, once. */
  #prepare(): Promise<void> {
    const { session, store } = this.#options;
    if (session.resume || store.state.connection.status !== 'idle') return Promise.resolve();
    this.#preparing ??= this.#link.prepare(this.#abort.signal).catch((thrown: unknown) => {
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
    dispatch({ type: 'history/loaded', messages, hasOlder: hasMore });
  }

  async #identify(visitor: Visitor): Promise<void> {
    this.#visitor = { ...this.#visitor, ...visitor };
    const resume = await this.#link.online?.identify?.(visitor);
    if (!resume) return;
    // Merged into a visitor the backend knew: another thread, another token.
    this.#options.session.resume = resume;
    this.#connection.retry();
  }

  #setConversation(conversation: Conversation | void): void {
    if (conversation) this.#options.dispatch({ type: 'conversation/changed', conversation });
  }
}

type Call =
  | 'register'
  | 'sendOfflineMessage'
  | 'selectDepartment'
  | 'endConversation'
  | 'requestTranscript'
  | 'rate'
  | 'forgetVisitor';
type Method<M extends Call> = NonNullable<Transport[M]>;
