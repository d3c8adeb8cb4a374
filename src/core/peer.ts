import type { ChatAction, SharedAction } from './actions.js';
import type { ChatNotice } from './chat.js';
import type { Clock } from './clock.js';
import { ChatError } from './errors.js';
import { Leader, type About, type Commands } from './leader.js';
import { isShown } from './message-list.js';
import type { IncomingMessage } from './model.js';
import type { Outbox } from './outbox.js';
import type { RareCode } from './rare-code.js';
import { Recovery } from './recovery.js';
import { toShared } from './reducer.js';
import type { Session } from './session.js';
import type { ChatState } from './state.js';
import type { Storage } from './storage.js';
import type { Store } from './store.js';
import { TabSync } from './tab-sync.js';
import type { Tabs } from './tabs.js';
import type { Emit, Transport } from './transport.js';
import { TypingIn } from './typing-in.js';
import { TypingOut } from './typing-out.js';

/** What the client has made before this code has come. */
export type PeerBase = {
  clock: Clock;
  store: Store;
  storage: Storage;
  session: Session;
  outbox: Outbox;
  about: About;
  /** Local ids of what was sent from this tab, so that one tab alone tells the page. */
  own: Set<string>;
  onNotice(notice: ChatNotice): void;
};

export type PeerOptions = PeerBase & {
  tabs: Tabs;
  code: RareCode;
  /** Loads the transport's module and makes the transport. */
  createTransport(emit: Emit): Promise<Transport>;
};

/** Facts that change nothing worth keeping; the device is not written for them. */
const FLEETING = new Set<ChatAction['type']>([
  'connection/changed', 'upload/progressed', 'typing/changed', 'message/saving', 'message/sending',
]);

/** What the leader does to a message; the tab that wrote it follows, since it may have to lead next. */
const MIRRORED = new Set<ChatAction['type']>([
  'message/queued', 'message/sending', 'message/uploaded', 'message/failed', 'message/unconfirmed',
]);

/**
 * This tab among the tabs: it leads, and speaks with the backend, or it follows. Whichever it is,
 * every fact comes in here, goes to the store, and is told to the page.
 */
export class Peer {
  #options: PeerOptions;
  #leader: Leader;
  #sync: TabSync;
  #recovery: Recovery;
  #typingOut: TypingOut;
  #typingIn: TypingIn;

  constructor(options: PeerOptions) {
    this.#options = options;
    const { clock, own, session, store, tabs, onNotice } = options;
    const isLeader = (): boolean => tabs.isLeader();
    this.#leader = new Leader({
      ...options,
      dispatch: (action) => this.#dispatch(action),
      isLeader,
      onError: (error, isConnecting = false) => onNotice({ type: 'error', error, isConnecting }),
    });
    this.#recovery = new Recovery({
      ...options,
      isLeader,
      isOwn: (localId) => own.has(localId),
      enqueue: (entry, files) => this.#tell('enqueue', entry, files),
      onForgotten: () => this.#apply({ type: 'visitor/forgotten' }),
    });
    this.#typingOut = new TypingOut(clock, (on) => this.#tell('typing', on));
    this.#typingIn = new TypingIn(clock, (author) =>
      this.#apply({ type: 'typing/changed', author, until: null }),
    );
    this.#sync = new TabSync({
      tabs,
      clock,
      getSnapshot: () => {
        const shared = toShared(store.state);
        return { shared: { ...shared, messages: shared.messages.filter((row) => !isShown(row)) }, resume: session.resume };
      },
      onAction: (action) => this.#apply(action),
      onSnapshot: ({ shared, resume }) => {
        session.resume = resume;
        this.#recovery.follow(shared);
        this.#typingIn.follow(shared.typing);
      },
      onLeader: async () => {
        await this.#recovery.lead();
        if (tabs.isLeader()) this.#leader.start();
      },
      onFollower: () => this.#leader.stop(),
      onCommand: (name, args) => this.#obey(name as keyof Commands, args),
    });
  }

  get isLeader(): boolean {
    return this.#options.tabs.isLeader();
  }

  /** Takes part in the election of the leading tab. */
  start(): void {
    this.#sync.start();
  }

  /** Leaves the tabs and the connection; `start` may follow. */
  stop(): void {
    this.#recovery.hasSlept = true;
    this.#typingOut.set(false);
    this.#typingIn.follow([]);
    this.#leader.stop();
    this.#sync.stop();
  }

  /** Asks the leading tab, which may be this one. */
  command(name: keyof Commands, args: unknown[]): Promise<unknown> {
    return this.#sync.command(name, args);
  }

  /** Called on every keystroke. */
  setTyping(on: boolean): void {
    this.#typingOut.set(on);
  }

  /** What the browser says about the network. */
  setNetwork(isOnline: boolean): void {
    this.#leader.setNetwork(isOnline);
  }

  get #state(): ChatState {
    return this.#options.store.state;
  }

  /** A fact made in this tab while it leads. */
  #dispatch(action: SharedAction): void {
    if (!this.isLeader) return; // a leader that stepped down; the next one knows better
    this.#sync.publish(action);
    this.#apply(action);
    if (!FLEETING.has(action.type)) this.#options.session.save(toShared(this.#state));
  }

  #apply(action: SharedAction): void {
    const { own, session, outbox, store, onNotice } = this.#options;
    const isNew = action.type === 'message/received' && !this.#knows(action.message.id);
    store.dispatch(action);
    if (isNew) this.#tellReceived(action.message);
    else if (action.type === 'typing/changed') this.#typingIn.follow(this.#state.typing);
    else if (action.type === 'session/opened') session.resume = action.resume;
    else if (action.type === 'visitor/forgotten') {
      session.resume = undefined;
      outbox.reset();
      // What is still being written is of the visitor who was here, too.
      for (const localId of own) outbox.forget(localId);
      if (action.isLogout) this.#options.about.visitor = {};
      onNotice({ ...action, type: 'forgotten' });
    } else if ('localId' in action) this.#followOwn(action);
  }

  #tellReceived({ id, author: { role } }: IncomingMessage): void {
    if (role !== 'visitor') this.#options.onNotice({ type: 'message-received', role, ...(id && { id }) });
  }

  #followOwn(action: Extract<SharedAction, { localId: string }>): void {
    const { type, localId } = action;
    if (type === 'message/acked' || type === 'message/discarded') this.#settled(action);
    else if (MIRRORED.has(type) && !this.isLeader) this.#recovery.mirror(localId);
  }

  #settled(action: Extract<ChatAction, { type: 'message/acked' | 'message/discarded' }>): void {
    const { outbox, own, onNotice } = this.#options;
    const { localId } = action;
    // The leader takes the entry off the device itself, after the acknowledgement.
    if (!this.isLeader) outbox.forget(localId);
    if (!own.delete(localId) || action.type === 'message/discarded') return;
    const { id } = action;
    onNotice({ type: 'message-sent', localId, ...(id && { id }) });
  }

  #knows(id: string | undefined): boolean {
    return this.#state.messages.some((message) => message.id === id);
  }

  /** A request whose answer nobody waits for; what can be lost is lost quietly, the outbox cannot. */
  #tell<N extends keyof Commands>(name: N, ...args: Parameters<Commands[N]>): void {
    this.command(name, args).catch(() => {});
  }

  #obey(name: keyof Commands, args: unknown[]): Promise<unknown> {
    const { commands } = this.#leader;
    if (!Object.hasOwn(commands, name)) {
      return Promise.reject(new ChatError('unsupported', `no command ${name}`));
    }
    return (commands[name] as (...args: unknown[]) => Promise<unknown>)(...args);
  }
}
