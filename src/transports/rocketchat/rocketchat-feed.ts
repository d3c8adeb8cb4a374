import type { ChatError } from '../../core/errors.js';
import type { Agent, Author, Availability, Conversation, IncomingMessage } from '../../core/model.js';
import type { TransportEvent } from '../../core/transport.js';
import { loadCode } from '../load-code.js';
import { isWire, type Wire } from '../wire/readers.js';
import { toTopicEvents } from './rocketchat-event-mapper.js';
import { isRich, isSecret, toAuthor, toMessage, type Rich } from './rocketchat-message-mapper.js';
import type { RocketTools } from './rocketchat-profile.js';
import { isOpen, toRocketResume, type RocketSession } from './rocketchat-session.js';
import { user, when, type RocketUser } from './rocketchat-wire.js';

/** What is remembered of a message, for frames and pages that speak of messages by their time or author. */
export type KnownMessage = {
  at: number;
  rid: string | undefined;
  isOwn: boolean;
  username: string | undefined;
  isPinned: boolean;
  editedAt: number | undefined;
};

/** The frames of one session's streams as events; what belongs to another room is dropped. */
export class RocketFeed {
  /** What has been shown, by id. */
  readonly known = new Map<string, KnownMessage>();
  /** Who writes and types here, by user name. */
  readonly people = new Map<string, Author>();
  availability: Availability = 'unknown';
  agents: Agent[] = [];
  /** Messages that uploads have become, until the row on screen has learnt of them. */
  readonly uploads = new Map<string, IncomingMessage>();
  #options: RocketTools;
  #held: (() => void)[] | undefined;
  #rich: Rich | undefined;
  #uploads = 0;
  /** Own messages with files that came during an upload. */
  #echoes: Wire[] = [];

  constructor(options: RocketTools) {
    this.#options = options;
  }

  get session(): RocketSession {
    return this.#options.session;
  }

  /** One message as it may be shown, remembered; undefined for one that may not. */
  read(value: unknown): IncomingMessage | undefined {
    const mapping = this.#options.mapping();
    const message = toMessage(value, mapping, this.#rich);
    if (!message?.id || !isWire(value)) return undefined;
    const { author, conversationId: rid = this.session.rid, createdAt: at, id } = message;
    const editedAt = when(value['editedAt'], mapping);
    const username = this.#userOf(value['u']).username;
    if (username && author.role !== 'system') this.people.set(username, author);
    const isOwn = author.role === 'visitor';
    this.known.set(id, { at, rid, isOwn, username, isPinned: value['pinned'] === true, editedAt });
    return message;
  }

  /**
   * Makes `read` know files, quotes and choices.
   * @throws ChatError `network` when the code does not load, `aborted` after a disconnect
   */
  async learnRich(): Promise<void> {
    const { context, session } = this.#options;
    this.#rich ??= await loadCode(context.clock, [session.life.signal], () => import('./rocketchat-rich.js'));
  }

  /** The same where one of these messages needs it. Without the code the words are shown until the next connect. */
  async learnFor(messages: readonly unknown[]): Promise<void> {
    if (messages.some(isRich)) await this.learnRich().catch(() => undefined);
  }

  /** Frames wait from here until `release`: the core has no answer to its connect yet. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const take of held) take();
  }

  /** A frame of a stream. */
  accept(collection: string, eventName: string, args: readonly unknown[]): void {
    if (this.#held) return void this.#held.push(() => this.accept(collection, eventName, args));
    const take = (): void => this.#accept(collection, eventName, args);
    if (this.#rich || !isRich(args[0])) take();
    else void this.#learnThen(take, args);
  }

  /** What is behind a message waits as well while its code is on its way. */
  async #learnThen(take: () => void, messages: readonly unknown[]): Promise<void> {
    const held = (this.#held = [take]);
    await this.learnFor(messages);
    // Not where the connection has begun anew.
    if (held === this.#held) this.release();
  }

  #accept(collection: string, eventName: string, args: readonly unknown[]): void {
    const [rid, ...topic] = eventName.split('/');
    const name = [collection, ...topic].join('/');
    if (STREAMS.has(collection) && rid !== this.session.rid) return;
    if (name === 'stream-room-messages') return this.#takeMessage(args[0]);
    if (name === 'stream-notify-room/deleteMessageBulk') return void this.#deleteMany(args[0]);
    if (name === 'stream-livechat-room') this.#learn(args[0]);
    for (const event of toTopicEvents(name, args, this, this.#options.mapping())) this.#take(event);
  }

  /**
   * Keeps own messages with files back while one is being uploaded, since its row is on screen already.
   * @returns ends that: those of another device, and of an upload whose answer was lost, are shown then
   */
  beginUpload(): () => void {
    this.#uploads += 1;
    return () => {
      this.#uploads -= 1;
      if (this.#uploads) return;
      for (const frame of this.#echoes.splice(0)) if (!this.#isUpload(frame)) this.#show(frame, frame['t']);
    };
  }

  /** Takes over a conversation, and tells it if it is news. */
  note(conversation: Conversation): Conversation {
    const before = this.session.conversation;
    this.session.conversation = conversation;
    const isNews = (['id', 'state', 'department', 'by'] as const).some((name) => before[name] !== conversation[name]);
    if (isNews) this.emit({ type: 'conversation', conversation });
    return conversation;
  }

  /** What a refused call says of the conversation: its end may have been told while nobody listened. */
  refused(error: ChatError): void {
    if (error.code === 'ended' && isOpen(this.session)) this.note({ ...this.session.conversation, state: 'ended' });
  }

  /** A frame of which nothing is known. */
  acceptRaw(name: string, data: unknown): void {
    this.emit({ type: 'raw', name, data });
  }

  /** Tells the core; waits as the frames do. */
  emit(event: TransportEvent): void {
    if (this.#held) return void this.#held.push(() => this.emit(event));
    this.#options.connection.emit(event, toRocketResume(this.session));
  }

  #take(event: TransportEvent): void {
    if (event.type === 'conversation') return void this.note(event.conversation);
    if (event.type === 'availability') {
      this.availability = event.state;
      this.agents = event.agents ?? this.agents;
    }
    this.emit(event);
  }

  /** Who was just told of may type before they have written. */
  #learn(said: unknown): void {
    const who = isWire(said) ? this.#userOf(said['data']) : {};
    if (who.username) this.people.set(who.username, toAuthor(who, 'agent', this.#options.mapping()));
  }

  #userOf(value: unknown): RocketUser {
    return user(value, this.#options.mapping()) ?? {};
  }

  #takeMessage(value: unknown): void {
    const frame: Wire = isWire(value) ? value : {};
    const { t, rid = this.session.rid } = frame;
    const sender = this.#userOf(frame['u']);
    if (rid !== this.session.rid) return;
    // It ends the chat even where config hides it.
    if (t === 'livechat-close') return this.#close(sender);
    if (t === 'command') this.#activate();
    if (isSecret(frame) || this.#isUpload(frame)) return;
    if (this.#uploads && (frame['file'] ?? frame['files']) && sender._id === this.session.visitorId) this.#echoes.push(frame);
    else this.#show(value, t);
  }

  #show(value: unknown, type: unknown): void {
    const before = isWire(value) && this.known.get(value['_id'] as string);
    const message = this.read(value);
    const name = typeof type === 'string' ? `message ${type}` : 'message';
    if (!message) return this.emit({ type: 'raw', name, data: value });
    // Frames of one line come in order: what follows an edit is not older than it, though it may not say so.
    const editedAt = Math.max(this.known.get(message.id!)?.editedAt ?? 0, (before && before.editedAt) || 0);
    const mark = message.author.role === 'bot' ? undefined : { editedAt };
    if (editedAt) this.emit({ type: 'message-updated', message: { ...message, ...mark } });
    else this.emit({ type: 'message', message });
    if (/agent|bot/.test(message.author.role)) this.#activate();
  }

  /** Sending it tells of it. */
  #isUpload({ _id }: Wire): boolean {
    return this.uploads.has(_id as string);
  }

  /** Somebody is there for the visitor. */
  #activate(): void {
    const { conversation } = this.session;
    if (conversation.state === 'queued') this.note({ ...conversation, state: 'active' });
  }

  #close({ _id, name, username }: RocketUser): void {
    const { conversation, rules, visitorId } = this.session;
    if (conversation.state === 'ended') return; // by our own call, whose echo this is
    const by = _id === visitorId || rules.hidesAgent ? undefined : (name ?? username);
    this.note({ ...conversation, state: 'ended', ...(by && { by }) });
  }

  async #deleteMany(order: unknown): Promise<void> {
    const { life } = this.session;
    try {
      const { clock } = this.#options.context;
      const { toBulkEvents } = await loadCode(clock, [life.signal], () => import('./rocketchat-bulk-mapper.js'));
      if (life !== this.session.life) return;
      for (const event of toBulkEvents(order, this.known, this.#options.mapping())) this.emit(event);
    } catch {
      // Without the code these messages stay until the next connect.
    }
  }
}

const STREAMS = new Set(['stream-room-messages', 'stream-livechat-room', 'stream-notify-room']);
