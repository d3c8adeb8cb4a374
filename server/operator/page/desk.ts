import { chime } from './chime.js';
import type { Conversation, DeskState, Message, OfflineMessage, Visitor } from './desk-types.js';
import { followFeed } from './live-feed.js';
import { ApiFailure, type OperatorApi } from './operator-api.js';

/** Everything the console shows, and the only place that changes it. */
export class Desk extends EventTarget {
  readonly api: OperatorApi;
  state: DeskState | undefined;
  conversations: Conversation[] = [];
  offline: OfflineMessage[] = [];
  openId: string | undefined;
  messages: Message[] = [];
  hasMore = false;
  related: Conversation[] = [];
  live = false;
  problem = '';
  /** Counts the changes, so that components that hold the desk know when to render. */
  version = 0;
  readonly drafts = new Map<string, string>();
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #stop = new AbortController();

  constructor(api: OperatorApi) {
    super();
    this.api = api;
  }

  get open(): Conversation | undefined {
    return this.conversations.find(({ id }) => id === this.openId);
  }

  get unread(): number {
    return this.conversations.reduce((sum, { unread }) => sum + unread, 0);
  }

  isTyping(conversationId: string): boolean {
    return this.#typing.has(conversationId);
  }

  /** Connects; every `ready` of the feed reloads, so nothing that happened meanwhile is missed. */
  start(): void {
    void followFeed(
      this.api,
      {
        event: (type, data) => this.#apply(type, data),
        live: (live) => this.#change(() => (this.live = live)),
        refused: () => this.dispatchEvent(new Event('refused')),
      },
      this.#stop.signal,
    );
  }

  stop(): void {
    this.#stop.abort();
    for (const timer of this.#typing.values()) clearTimeout(timer);
  }

  /** Shows a conversation (or none) and marks it read. */
  async show(id: string | undefined): Promise<void> {
    this.#change(() => {
      this.openId = id;
      this.messages = [];
      this.hasMore = false;
      this.related = [];
    });
    await this.#loadOpen();
  }

  async loadEarlier(): Promise<void> {
    const [first] = this.messages;
    const id = this.openId;
    if (id === undefined || !first) return;
    await this.attempt(async () => {
      const page = await this.api.messages(id, first.id);
      if (id !== this.openId) return;
      this.#change(() => {
        this.messages = [...page.messages, ...this.messages];
        this.hasMore = page.hasMore;
      });
    });
  }

  /** Tells the server what is in front of the operator's eyes. */
  markRead(): void {
    const { open } = this;
    if (open && open.unread > 0 && document.visibilityState === 'visible') {
      void this.attempt(() => this.api.read(open.id));
    }
  }

  /** Runs a call; a failure is shown, not thrown. Answers whether it went well. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.#change(() => (this.problem = ''));
      return true;
    } catch (error) {
      this.#change(() => {
        this.problem = error instanceof ApiFailure ? error.message : 'The server cannot be reached.';
      });
      return false;
    }
  }

  async #reload(): Promise<void> {
    await this.attempt(async () => {
      const [state, conversations, offline] = await Promise.all([
        this.api.state(),
        this.api.conversations(),
        this.api.offline(),
      ]);
      this.#change(() => Object.assign(this, { state, conversations, offline }));
    });
    await this.#loadOpen();
  }

  async #loadOpen(): Promise<void> {
    const id = this.openId;
    if (id === undefined) return;
    await this.attempt(async () => {
      const [page, related] = await Promise.all([this.api.messages(id), this.api.related(id)]);
      // Another one may have been opened while this was on its way.
      if (id !== this.openId) return;
      this.#change(() => {
        const arrived = this.messages.filter((message) => !page.messages.some((each) => each.id === message.id));
        const newest = page.messages.at(-1)?.createdAt ?? '';
        this.messages = [...page.messages, ...arrived.filter(({ createdAt }) => createdAt > newest)];
        this.hasMore = page.hasMore;
        this.related = related;
      });
    });
    this.markRead();
  }

  #apply(type: string, data: unknown): void {
    if (type === 'ready') void this.#reload();
    else this.#change(() => this.#handlers[type]?.(data));
  }

  readonly #handlers: Record<string, (data: unknown) => void> = {
    state: (data) => {
      if (this.state) this.state = { ...this.state, ...(data as Partial<DeskState>) };
    },
    conversation: (data) => this.#putConversation(data as Conversation),
    'conversation-removed': (data) => {
      const { id } = data as { id: string };
      this.conversations = this.conversations.filter((each) => each.id !== id);
    },
    message: (data) => this.#addMessage((data as { message: Message }).message),
    'message-updated': (data) => {
      const { message } = data as { message: Message };
      this.messages = this.messages.map((each) => (each.id === message.id ? message : each));
    },
    'message-deleted': (data) => {
      const { id } = data as { id: string };
      this.messages = this.messages.filter((each) => each.id !== id);
    },
    typing: (data) => {
      const { conversationId, on, ttlMs } = data as { conversationId: string; on: boolean; ttlMs: number };
      this.#setTyping(conversationId, on ? ttlMs : 0);
    },
    receipt: (data) => {
      const { conversationId, upTo, state } = data as { conversationId: string; upTo: string; state: string };
      const change = state === 'read' ? { readTo: upTo, deliveredTo: upTo } : { deliveredTo: upTo };
      this.#patch((each) => each.id === conversationId, change);
    },
    visitor: (data) => this.#patchVisitor((data as Visitor).id, data as Partial<Visitor>),
    presence: (data) => {
      const { visitorId, connected } = data as { visitorId: string; connected: boolean };
      this.#patchVisitor(visitorId, { connected });
    },
    'visitor-erased': (data) => {
      const { visitorId } = data as { visitorId: string };
      if (this.open?.visitor.id === visitorId) this.openId = undefined;
      this.conversations = this.conversations.filter(({ visitor }) => visitor.id !== visitorId);
    },
    offline: (data) => {
      const message = data as OfflineMessage;
      const isNew = !this.offline.some(({ id }) => id === message.id);
      if (isNew) chime();
      this.offline = isNew
        ? [message, ...this.offline]
        : this.offline.map((each) => (each.id === message.id ? message : each));
    },
  };

  #putConversation(conversation: Conversation): void {
    const rest = this.conversations.filter(({ id }) => id !== conversation.id);
    const time = ({ lastMessage, createdAt }: Conversation): string => lastMessage?.createdAt ?? createdAt;
    this.conversations = [conversation, ...rest].sort((a, b) => time(b).localeCompare(time(a)));
  }

  #addMessage(message: Message): void {
    if (message.author.role === 'visitor') {
      chime();
      this.#setTyping(message.conversationId, 0);
    }
    if (message.conversationId !== this.openId || this.messages.some(({ id }) => id === message.id)) return;
    this.messages = [...this.messages, message];
    // The summary with the unread count follows this event.
    setTimeout(() => this.markRead(), 50);
  }

  #setTyping(conversationId: string, ttlMs: number): void {
    clearTimeout(this.#typing.get(conversationId));
    this.#typing.delete(conversationId);
    if (ttlMs === 0) return;
    const expire = (): void => this.#change(() => this.#typing.delete(conversationId));
    this.#typing.set(conversationId, setTimeout(expire, ttlMs));
  }

  #patchVisitor(visitorId: string, change: Partial<Visitor>): void {
    this.conversations = this.conversations.map((each) =>
      each.visitor.id === visitorId ? { ...each, visitor: { ...each.visitor, ...change } } : each,
    );
  }

  #patch(fits: (conversation: Conversation) => boolean, change: Partial<Conversation>): void {
    this.conversations = this.conversations.map((each) => (fits(each) ? { ...each, ...change } : each));
  }

  #change(work: () => void): void {
    work();
    this.version++;
    this.dispatchEvent(new Event('change'));
  }
}
