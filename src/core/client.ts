import type { ChatAction, SharedAction } from './actions.js';
import type { Chat, ChatNotice, OutgoingContent } from './chat.js';
import type { Clock } from './clock.js';
import type { ChatConfig } from './config.js';
import { ChatError } from './errors.js';
import type { Commands, LeaderOptions } from './leader.js';
import { LeaderSeat, type CreateLeader } from './leader-seat.js';
import { isConfirmed } from './message-list.js';
import type { IncomingMessage, Page, Part, Visitor } from './model.js';
import { Outbox, toLocalParts, type OutboxEntry } from './outbox.js';
import { toShared } from './reducer.js';
import { Recovery } from './recovery.js';
import { createSafeStorage } from './safe-storage.js';
import { Session } from './session.js';
import type { ChatState } from './state.js';
import type { Storage } from './storage.js';
import { createStore } from './store.js';
import { TabSync } from './tab-sync.js';
import type { Tabs } from './tabs.js';
import type { Emit, FormValues, Transport, TransportEvent } from './transport.js';
import { TypingIn } from './typing-in.js';
import { TypingOut } from './typing-out.js';

export type ChatClientOptions = {
  config: ChatConfig;
  page: Page;
  clock: Clock;
  storage: Storage;
  tabs: Tabs;
  /** Loads the transport's module and makes the transport. */
  createTransport(emit: Emit): Promise<Transport>;
  /**
   * Loads the code that only the leading tab runs: a chunk of its own, for which neither the panel
   * nor the visitor's words wait.
   */
  loadLeader(): Promise<CreateLeader>;
  /** Called before a message is shown; false keeps it back. */
  onSend?(localId: string): boolean;
  onNotice?(notice: ChatNotice): void;
  /** Triggers, extensions and whatever the transport could not map. */
  onEvent?(event: TransportEvent): void;
};

/** Facts that change nothing worth keeping; the device is not written for them. */
const FLEETING = new Set<ChatAction['type']>([
  'connection/changed', 'upload/progressed', 'typing/changed', 'message/saving', 'message/sending',
]);

/** What the leader does to a message; the tab that wrote it follows, since it may have to lead next. */
const MIRRORED = new Set<ChatAction['type']>([
  'message/queued', 'message/sending', 'message/uploaded', 'message/failed', 'message/unconfirmed',
]);

/** The conversation of one visitor with one backend, the same in every tab. */
export class ChatClient implements Chat {
  #options: ChatClientOptions;
  #store = createStore();
  #session: Session;
  #outbox: Outbox;
  #seat: LeaderSeat;
  #leaderOptions: LeaderOptions;
  #sync: TabSync;
  #recovery: Recovery;
  #typingOut: TypingOut;
  #typingIn: TypingIn;
  #restored: Promise<void> | undefined;
  /** This run of `start`, until `stop`. */
  #run: object | undefined;
  /** Sent from this tab, so that one tab alone tells the page. */
  #own = new Set<string>();

  constructor(options: ChatClientOptions) {
    this.#options = options;
    const { config, clock, tabs, page } = options;
    const { externalId, name, email, locale } = config;
    const storage = createSafeStorage(options.storage, clock, () =>
      this.#store.dispatch({ type: 'storage/lost' }),
    );
    this.#session = new Session(storage, () => tabs.isLeader());
    this.#outbox = new Outbox(storage);
    this.#recovery = new Recovery({
      store: this.#store,
      session: this.#session,
      outbox: this.#outbox,
      isLeader: () => tabs.isLeader(),
      isOwn: (localId) => this.#own.has(localId),
      enqueue: (entry, files) => this.#tell('enqueue', entry, files),
    });
    this.#typingOut = new TypingOut(clock, (on) => this.#tell('typing', on));
    this.#typingIn = new TypingIn(clock, (author) =>
      this.#apply({ type: 'typing/changed', author, until: null }),
    );
    this.#leaderOptions = {
      clock,
      store: this.#store,
      storage,
      session: this.#session,
      outbox: this.#outbox,
      locale,
      page,
      visitor: { ...(externalId && { externalId }), ...(name && { name }), ...(email && { email }) },
      createTransport: options.createTransport,
      dispatch: (action) => this.#dispatch(action),
      isLeader: () => tabs.isLeader(),
      onEvent: (event) => options.onEvent?.(event),
      onError: (error) => this.#report(error),
    };
    const { onError } = this.#leaderOptions;
    this.#seat = new LeaderSeat({ clock, onError, load: options.loadLeader, leader: this.#leaderOptions });
    this.#sync = new TabSync({
      tabs,
      clock,
      getSnapshot: () => ({ shared: toShared(this.state), resume: this.#session.resume }),
      onAction: (action) => this.#apply(action),
      onSnapshot: ({ shared, resume }) => {
        this.#session.resume = resume;
        this.#recovery.follow(shared);
        this.#typingIn.follow(shared.typing);
      },
      onLeader: async () => {
        const [leader] = await Promise.all([this.#seat.load(), this.#recovery.lead()]);
        if (tabs.isLeader()) leader.start();
      },
      onFollower: () => this.#seat.leader?.stop(),
      onCommand: (name, args) => this.#obey(name as keyof Commands, args),
    });
  }

  get state(): ChatState {
    return this.#store.state;
  }

  subscribe(listener: (state: ChatState) => void): () => void {
    return this.#store.subscribe(listener);
  }

  /** Reads what the device kept, then takes part in the election of the leading tab. */
  async start(): Promise<void> {
    if (this.#run) return;
    const run = (this.#run = {});
    // A following tab gets it too: what the leader is told to wait for, the next one must know.
    void this.#seat.load();
    this.#restored ??= this.#recovery.restore();
    await this.#restored;
    if (this.#run === run) this.#sync.start();
  }

  /** Leaves the tabs and the connection; `start` may follow (a page that comes back from the cache). */
  stop(): void {
    this.#run = undefined;
    this.#recovery.hasSlept = true;
    this.#typingOut.set(false);
    this.#typingIn.follow([]);
    this.#seat.stop();
    this.#sync.stop();
  }

  setOpen(isOpen: boolean): void {
    if (isOpen === this.state.open) return;
    this.#store.dispatch({ type: isOpen ? 'panel/opened' : 'panel/closed' });
    if (isOpen) this.prepare();
  }

  /** Asks for config and availability, anonymously, unless a conversation is connected anyway. */
  prepare(): void {
    this.#tell('prepare');
  }

  /** Nothing is awaited before the message is on screen. */
  async send({ text = '', files = [], action }: OutgoingContent): Promise<string> {
    const { clock, onSend } = this.#options;
    const localId = clock.randomId();
    const parts: Part[] = toLocalParts(localId, files);
    if (text.trim()) parts.push({ type: 'text', text, format: 'plain' });
    if (!parts.length && !action) throw new ChatError('invalid', 'there is nothing to send');
    if (onSend?.(localId) === false) throw new ChatError('aborted', 'the page kept the message back');
    this.#typingOut.set(false);
    this.#own.add(localId);
    const entry: OutboxEntry = {
      key: localId,
      localId,
      author: { role: 'visitor' },
      parts,
      createdAt: clock.now(),
      status: 'queued',
      ...(action && { action }),
    };
    this.#store.dispatch({ type: 'message/saving', message: { ...entry, status: 'saving' } });
    await this.#outbox.add(entry, files);
    this.#store.dispatch({ type: 'message/queued', localId });
    this.#tell('enqueue', entry, files);
    return localId;
  }

  retry(localId: string): Promise<void> {
    return this.#ask('retry', localId);
  }

  discard(localId: string): Promise<string> {
    return this.#ask('discard', localId);
  }

  setTyping(on: boolean): void {
    this.#typingOut.set(on);
  }

  markRead(): void {
    // One with the backend's time: another device's clock must not decide what is unread.
    const newest = this.state.messages.findLast((row) => isConfirmed(row) && !row.isLocalTime);
    if (!newest || newest.key === this.state.readUpTo) return;
    const { key, createdAt: at } = newest;
    this.#store.dispatch({ type: 'read/marked', key, at });
    this.#tell('read', key, at);
  }

  async loadOlder(): Promise<void> {
    if (this.state.loadingOlder || !this.state.hasOlder) return;
    this.#store.dispatch({ type: 'history/requested' });
    try {
      await this.#ask('older');
    } finally {
      this.#store.dispatch({ type: 'history/settled' });
    }
  }

  reconnect(): void {
    this.#tell('connect');
  }

  file(localKey: string): Promise<Blob | undefined> {
    return this.#outbox.file(localKey);
  }

  register(values: FormValues): Promise<void> {
    return this.#ask('register', values);
  }

  sendOfflineMessage(values: FormValues): Promise<void> {
    return this.#ask('offline', values);
  }

  selectDepartment(id: string): Promise<void> {
    return this.#ask('department', id);
  }

  end(): Promise<void> {
    return this.#ask('end');
  }

  requestTranscript(kind: 'email' | 'pdf' | 'text', values: FormValues): Promise<Blob | void> {
    return this.#ask('transcript', kind, values);
  }

  rate(rating: { score: number; comment?: string }): Promise<void> {
    return this.#ask('rate', rating);
  }

  identify(visitor: Visitor): Promise<void> {
    Object.assign(this.#leaderOptions.visitor, visitor);
    return this.#ask('identify', visitor);
  }

  setPage(page: Page): void {
    this.#leaderOptions.page = page;
    this.#tell('page', page);
  }

  forget(): Promise<void> {
    return this.#ask('forget');
  }

  /** What the browser says about the network. */
  setNetwork(isOnline: boolean): void {
    this.#seat.setNetwork(isOnline);
  }

  /** The page slept: the connection may be dead without knowing it. */
  wake(): void {
    if (this.state.connection.status !== 'idle') this.#tell('connect');
  }

  /** A fact made in this tab while it leads. */
  #dispatch(action: SharedAction): void {
    if (!this.#options.tabs.isLeader()) return; // a leader that stepped down; the next one knows better
    this.#sync.publish(action);
    this.#apply(action);
    if (!FLEETING.has(action.type)) this.#session.save(toShared(this.state));
  }

  #apply(action: SharedAction): void {
    const isNew = action.type === 'message/received' && !this.#knows(action.message.id);
    this.#store.dispatch(action);
    if (isNew) this.#tellReceived(action.message);
    else if (action.type === 'typing/changed') this.#typingIn.follow(this.state.typing);
    else if (action.type === 'session/opened') this.#session.resume = action.resume;
    else if (action.type === 'visitor/forgotten') {
      this.#session.resume = undefined;
      this.#outbox.reset();
      this.#options.onNotice?.({ type: 'forgotten' });
    } else if ('localId' in action) this.#followOwn(action);
  }

  #tellReceived({ id, author: { role } }: IncomingMessage): void {
    if (role === 'visitor') return;
    this.#options.onNotice?.({ type: 'message-received', role, ...(id && { id }) });
  }

  #followOwn(action: Extract<SharedAction, { localId: string }>): void {
    const { type, localId } = action;
    if (type === 'message/acked' || type === 'message/discarded') this.#acked(action);
    else if (MIRRORED.has(type) && !this.#options.tabs.isLeader()) this.#recovery.mirror(localId);
  }

  #acked(action: Extract<ChatAction, { type: 'message/acked' | 'message/discarded' }>): void {
    const { localId } = action;
    // The leader takes the entry off the device itself, after the acknowledgement.
    if (!this.#options.tabs.isLeader()) this.#outbox.forget(localId);
    if (!this.#own.delete(localId) || action.type === 'message/discarded') return;
    const { id } = action;
    this.#options.onNotice?.({ type: 'message-sent', localId, ...(id && { id }) });
  }

  #knows(id: string | undefined): boolean {
    return this.state.messages.some((message) => message.id === id);
  }

  #ask<N extends keyof Commands>(name: N, ...args: Parameters<Commands[N]>): ReturnType<Commands[N]> {
    return this.#sync.command(name, args) as ReturnType<Commands[N]>;
  }

  /** A request whose answer nobody waits for; what can be lost is lost quietly, the outbox cannot. */
  #tell<N extends keyof Commands>(name: N, ...args: Parameters<Commands[N]>): void {
    this.#sync.command(name, args).catch(() => {});
  }

  #obey(name: keyof Commands, args: unknown[]): Promise<unknown> {
    const commands = this.#seat.leader?.commands;
    if (!commands || !Object.hasOwn(commands, name)) {
      return Promise.reject(new ChatError('unsupported', `no command ${name}`));
    }
    return (commands[name] as (...args: unknown[]) => Promise<unknown>)(...args);
  }

  #report(error: ChatError): void {
    this.#options.onNotice?.({ type: 'error', error });
  }
}
