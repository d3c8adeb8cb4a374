import type { Chat, ChatNotice, OutgoingContent } from './chat.js';
import type { Clock } from './clock.js';
import type { ChatConfig } from './config.js';
import { ChatError } from './errors.js';
import type { About, Commands } from './leader.js';
import { isConfirmed } from './message-list.js';
import type { Availability, IncomingMessage, Page, Part, Visitor } from './model.js';
import { Outbox, toLocalParts, type OutboxEntry } from './outbox.js';
import type { Peer } from './peer.js';
import { PeerSeat, type CreatePeer } from './peer-seat.js';
import { restore, type Kept } from './restore.js';
import { toRetentionMs } from './retention.js';
import { createSafeStorage } from './safe-storage.js';
import { selectUnread } from './selectors.js';
import { Session } from './session.js';
import type { ChatState } from './state.js';
import type { Storage } from './storage.js';
import { createStore } from './store.js';
import type { FormValues } from './transport.js';

/** Unsent words are of no use later. */
const UNSENT_MS = 7 * 86_400_000;

export type ChatClientOptions = {
  config: ChatConfig;
  page: Page;
  clock: Clock;
  storage: Storage;
  /**
   * Loads the code that speaks with the other tabs and the backend: a chunk of its own, for which
   * neither the panel nor the visitor's words wait.
   */
  loadPeer(): Promise<CreatePeer>;
  /** Called before a message is shown; false keeps it back. */
  onSend(localId: string): boolean;
  onNotice(notice: ChatNotice): void;
};

/**
 * The conversation of one visitor with one backend, the same in every tab: what the device keeps of
 * it, what the visitor says, and what may be asked. All else is the peer's.
 */
export class ChatClient implements Chat {
  #options: ChatClientOptions;
  #kept: Kept;
  #about: About;
  #seat: PeerSeat;
  #restored: Promise<void> | undefined;
  /** This run of `start`, until `stop`; resolves with the peer that takes part in it. */
  #run: Promise<Peer> | undefined;
  #own = new Set<string>();

  constructor(options: ChatClientOptions) {
    this.#options = options;
    const { config, clock, page, onNotice } = options;
    const { externalId, name, email, locale } = config;
    const store = createStore();
    const storage = createSafeStorage(options.storage, clock, () => store.dispatch({ type: 'storage/lost' }));
    const session = new Session(storage, () => this.#seat.peer?.isLeader ?? false, clock.now() - toRetentionMs(config.options['retention-days']));
    this.#kept = { store, session, outbox: new Outbox(storage, clock.now() - UNSENT_MS) };
    const visitor = { ...config.visitor, ...(externalId && { externalId }), ...(name && { name }), ...(email && { email }) };
    this.#about = { locale, page, visitor };
    const base = {
      ...this.#kept,
      clock,
      storage,
      about: this.#about,
      own: this.#own,
      onNotice,
    };
    this.#seat = new PeerSeat(base, options.loadPeer);
  }

  get state(): ChatState {
    return this.#kept.store.state;
  }

  get unread(): number {
    return selectUnread(this.state).length;
  }

  subscribe(listener: (state: ChatState) => void): () => void {
    return this.#kept.store.subscribe(listener);
  }

  /** Resolves when what the device kept is shown; then this tab joins the others, as soon as it can. */
  async start(): Promise<void> {
    if (this.#run) return;
    this.#restored ??= restore(this.#kept);
    const run: Promise<Peer> = Promise.all([this.#seat.load(), this.#restored]).then(([peer]) => {
      if (this.#run === run) peer.start();
      return peer;
    });
    run.catch(() => {}); // stopped before the code came
    this.#run = run;
    await this.#restored;
  }

  /** Leaves the tabs and the connection; `start` may follow (a page that comes back from the cache). */
  stop(): void {
    this.#run = undefined;
    this.#seat.stop();
  }

  setOpen(isOpen: boolean): void {
    if (isOpen === this.state.open) return;
    this.#kept.store.dispatch({ type: isOpen ? 'panel/opened' : 'panel/closed' });
    if (isOpen) this.prepare();
  }

  /** Asks for config and availability, anonymously, unless a conversation is connected anyway. */
  prepare(): void {
    this.#tell('prepare');
  }

  /** Nothing is awaited before the message is on screen. */
  async send({ text = '', files = [], action }: OutgoingContent): Promise<string> {
    const { clock, onSend } = this.#options;
    const { outbox, store } = this.#kept;
    const localId = clock.randomId();
    const parts: Part[] = toLocalParts(localId, files);
    if (text.trim()) parts.push({ type: 'text', text, format: 'plain' });
    if (!parts.length && !action) throw new ChatError('invalid', 'there is nothing to send');
    if (!onSend(localId)) throw new ChatError('aborted', 'the page kept the message back');
    this.setTyping(false);
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
    store.dispatch({ type: 'message/saving', message: { ...entry, status: 'saving' } });
    await outbox.add(entry, files);
    store.dispatch({ type: 'message/queued', localId });
    // The visitor may have been forgotten while it was written.
    if (outbox.find(localId)) this.#tell('enqueue', entry, files);
    return localId;
  }

  retry(localId: string): Promise<void> {
    return this.#ask('retry', localId);
  }

  discard(localId: string): Promise<string> {
    return this.#ask('discard', localId);
  }

  setTyping(on: boolean): void {
    this.#seat.peer?.setTyping(on);
  }

  markRead(): void {
    // One with the backend's time: another device's clock must not decide what is unread.
    const newest = this.state.messages.findLast((row) => isConfirmed(row) && !row.isLocalTime);
    if (!newest || newest.key === this.state.readUpTo) return;
    const { key, createdAt: at } = newest;
    this.#kept.store.dispatch({ type: 'read/marked', key, at });
    this.#tell('read', key, at);
  }

  async loadOlder(): Promise<void> {
    const { store } = this.#kept;
    if (this.state.loadingOlder || !this.state.hasOlder) return;
    store.dispatch({ type: 'history/requested' });
    try {
      await this.#ask('older');
    } finally {
      store.dispatch({ type: 'history/settled' });
    }
  }

  reconnect(): void {
    this.#tell('connect');
  }

  file(localKey: string): Promise<Blob | undefined> {
    return this.#kept.outbox.file(localKey);
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
    Object.assign(this.#about.visitor, visitor);
    return this.#ask('identify', visitor);
  }

  extension(name: string, data: unknown): Promise<unknown> {
    return this.#ask('extension', name, data);
  }

  setHours(availability: Availability): void {
    this.#kept.store.dispatch({ type: 'hours/changed', availability });
  }

  setPage(page: Page): void {
    this.#about.page = page;
    this.#tell('page', page);
  }

  forget(): Promise<boolean> {
    return this.#ask('forget');
  }

  reset(isLogout?: boolean): Promise<void> {
    return this.#ask('reset', isLogout);
  }

  show(message: IncomingMessage): void {
    this.#kept.store.dispatch({ type: 'message/received', message });
  }

  /** What the browser says about the network. */
  setNetwork(isOnline: boolean): void {
    this.#seat.setNetwork(isOnline);
  }

  /** The page slept: the connection may be dead without knowing it. */
  wake(): void {
    if (this.state.connection.status !== 'idle') this.#tell('connect');
  }

  async #ask<N extends keyof Commands>(
    name: N,
    ...args: Parameters<Commands[N]>
  ): Promise<Awaited<ReturnType<Commands[N]>>> {
    const peer = await this.#run;
    if (!peer) throw new ChatError('aborted', 'stopped');
    return peer.command(name, args) as Promise<Awaited<ReturnType<Commands[N]>>>;
  }

  /** A request whose answer nobody waits for; what can be lost is lost quietly, the outbox cannot. */
  #tell<N extends keyof Commands>(name: N, ...args: Parameters<Commands[N]>): void {
    this.#ask(name, ...args).catch(() => {});
  }
}
