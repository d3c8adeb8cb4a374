import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import { Connection } from './connection.js';
import { Delivery } from './delivery.js';
import { ChatError, toChatError } from './errors.js';
import { Link } from './link.js';
import type { Page, Visitor } from './model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import type { RareCalls } from './rare-calls.js';
import { fetchCode, type RareCode } from './rare-code.js';
import type { Session } from './session.js';
import type { Storage } from './storage.js';
import type { Store } from './store.js';
import type { Emit, FormValues, Transport } from './transport.js';

export const RARE_CALLS = [
  'older', 'register', 'offline', 'department', 'end', 'transcript', 'rate', 'identify', 'extension', 'forget', 'reset',
] as const satisfies (keyof Commands)[];

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
  extension(name: string, data: unknown): Promise<unknown>;
  forget(): Promise<boolean>;
  reset(isLogout?: boolean): Promise<void>;
};

/** Changes with what the page says; every tab remembers it, since any may have to connect. */
export type About = { locale: string; visitor: Visitor; page: Page };

export type LeaderOptions = {
  clock: Clock;
  code: RareCode;
  store: Store;
  storage: Storage;
  session: Session;
  outbox: Outbox;
  about: About;
  createTransport(emit: Emit): Promise<Transport>;
  dispatch(action: SharedAction): void;
  /** The fencing check. */
  isLeader(): boolean;
  onError(error: ChatError, isConnecting?: boolean): void;
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
    const { clock, session, dispatch } = options;
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
      onError: (error) => options.onError(error, true),
    });
    this.#link = new Link({
      ...options,
      visitor: () => {
        const { visitor, ...where } = options.about;
        return { ...visitor, ...where };
      },
      isSending: () => this.#delivery.isSending,
      onLost: (error) => this.#connection.lost(error),
    });
    this.#delivery = new Delivery({
      ...options,
      online: () => this.#link.online,
      connect: () => this.#connection.start(),
      reconnect: (error) => {
        // An attempt under way is the new connection that is asked for.
        if (this.#connection.status === 'online') this.#connection.lost(error);
      },
      onSettled: () => this.#link.settle(),
      onAck: ({ conversation, resume }) => {
        if (resume) session.resume = resume;
        if (conversation) dispatch({ type: 'conversation/changed', conversation });
      },
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
  #retry(): void {
    // What could not be asked is asked again; the visitor stays unknown.
    if (this.#connection.status === 'idle' && this.#connection.info.error) return void this.#prepare();
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
        const entry = outbox.find(localId);
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
      prepare: () => this.#prepare(),
      connect: async () => this.#retry(),
      page: async (page) => {
        this.#options.about.page = page;
        await this.#link.online?.setPage?.(page);
      },
      ...this.#createRareCalls(),
    };
  }

  /** What is asked rarely: its code comes with the first of them. */
  #createRareCalls(): RareCalls {
    const { code } = this.#options;
    const delegate =
      (name: keyof RareCalls) =>
      async (...args: unknown[]): Promise<unknown> => {
        const { signal } = this.#abort;
        const tools = { ...this.#options, connection: this.#connection, link: this.#link, signal };
        const { createRareCalls } = await fetchCode(code.calls);
        signal.throwIfAborted();
        return (createRareCalls(tools)[name] as (...args: unknown[]) => Promise<unknown>)(...args);
      };
    return Object.fromEntries(RARE_CALLS.map((name) => [name, delegate(name)])) as RareCalls;
  }

  /** Asks the backend anonymously for its config, once. */
  #prepare(): Promise<void> {
    const { session, store } = this.#options;
    if (session.resume || store.state.connection.status !== 'idle') return Promise.resolve();
    const { signal } = this.#abort;
    this.#preparing ??= this.#link.prepare(signal).then(
      () => this.#connection.note(),
      (thrown: unknown) => {
        if (signal.aborted) return;
        this.#preparing = undefined; // the next opening asks again
        const error = toChatError(thrown);
        this.#connection.note(error);
        this.#options.onError(error, true);
      },
    );
    return this.#preparing;
  }
}

const isStuck = ({ status }: OutboxEntry): boolean => status === 'failed' || status === 'unconfirmed';
