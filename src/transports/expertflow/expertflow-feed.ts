import type { Conversation, IncomingMessage } from '../../core/model.js';
import { toAuthor, toFrame, type Frame, type FrameContext, type Line } from './expertflow-frame-mapper.js';
import { createLog, type Log } from './expertflow-log.js';
import { Presence } from './expertflow-presence.js';
import { leaveConversation } from './expertflow-session.js';
import type { ExpertflowTools } from './expertflow-tools.js';
import { folded, members, words } from './expertflow-wire.js';

/** Milliseconds; nobody tells that somebody stopped typing. */
const TYPING_MS = 4_000;
const OVER = /^(ended|closed|completed|expired)$/i;

type Of<K extends Frame['kind']> = Extract<Frame, { kind: K }>;

/** What the frames of one conversation mean. */
export class Feed {
  readonly log: Log;
  readonly presence: Presence;
  readonly #tools: ExpertflowTools;
  readonly #context: FrameContext;
  readonly #onEcho: (localId: string, message: IncomingMessage) => void;

  /** @param onEcho told of an own message that the server showed */
  constructor(tools: ExpertflowTools, onEcho: (localId: string, message: IncomingMessage) => void) {
    const { context, session } = tools;
    const conversationId = session.conversationId!;
    this.#tools = tools;
    this.#onEcho = onEcho;
    this.presence = new Presence(tools, conversationId);
    const ownId = session.participant!.id;
    this.#context = { base: session.base, conversationId, ownId, roles: this.presence.roles };
    const { log } = tools;
    const isSame = log?.conversationId === conversationId;
    this.log = tools.log = isSame ? log : createLog(session, conversationId, () => context.clock.now());
  }

  /** `messageArrived`. */
  accept(payload: unknown): void {
    const { voice } = this.#tools;
    const frame = toFrame(payload, this.#context);
    switch (frame.kind) {
      case 'line':
        return this.#show(frame.line);
      case 'greeting':
        return this.#greet(frame);
      case 'typing':
        if (frame.author.role === 'visitor') return;
        return voice.emit({ type: 'typing', author: frame.author, on: true, ttlMs: TYPING_MS });
      case 'roster':
        return this.#changeRoster(frame);
      case 'ended':
        return void this.finish(frame.by);
      case 'queued':
        return this.#queue(frame);
      case 'nobody':
        return this.presence.nobody();
      case 'raw':
        return voice.emit({ type: 'raw', name: frame.name, data: payload });
    }
  }

  /** `conversationInfo`. What it brings that is new is told, unless it is the answer of `connect`. */
  learn(payload: unknown, isAnswer: boolean): void {
    const { session, voice } = this.#tools;
    const it = folded(payload);
    const fresh = this.log.merge(members(it['messages']).flatMap((item) => this.#toLine(item)));
    session.greeted ||= fresh.some(({ id }) => id === this.#greetingId);
    if (!isAnswer) for (const message of fresh) voice.emit({ type: 'message', message });
    const state = words(folded(it['conversation'])['state']).toLowerCase();
    if (OVER.test(state)) return void this.finish();
    if (state === 'queued' || state === 'bot') this.presence.move(state);
    const all = members(it['participant'] ?? it['participants']);
    this.presence.reset(all.map((who) => toAuthor(who, this.#context)));
  }

  /** The conversation is over: told, and left. */
  finish(by?: string): Conversation {
    const { context, session } = this.#tools;
    if (session.conversationId === this.#context.conversationId) {
      // Before it is told: the resume token that goes along must not lead back.
      leaveConversation(session, context.clock);
      this.presence.move('ended', by);
    }
    return this.presence.conversation;
  }

  get #greetingId(): string {
    return `greeting:${this.#context.conversationId}`;
  }

  #show(line: Line): void {
    const message = this.log.take(line);
    if (message.localId) this.#onEcho(message.localId, message);
    this.#tools.voice.emit({ type: 'message', message });
  }

  /** Greetings come with every join; one in a conversation is enough, whatever its words. */
  #greet({ line }: Of<'greeting'>): void {
    const { session } = this.#tools;
    const isFirst = !session.greeted;
    session.greeted = true;
    if (line && isFirst) this.#show({ ...line, id: this.#greetingId });
  }

  #queue({ position }: Of<'queued'>): void {
    this.presence.move('queued');
    if (position) this.#tools.voice.emit({ type: 'queue', queue: { position } });
  }

  #changeRoster({ change, who, line }: Of<'roster'>): void {
    // Being added and removed is the desk's affair; whoever is there joins.
    if (who.role === 'visitor' || change === 'added' || change === 'removed') return;
    this.presence.change(who, change === 'joined');
    this.#show(line);
  }

  /** One line of history: what was said, and who came and went. */
  #toLine(item: unknown): Line[] {
    const frame = toFrame(item, this.#context);
    if (frame.kind === 'line') return [frame.line];
    // The first is met first; every other has the same id and changes nothing but its words.
    if (frame.kind === 'greeting' && frame.line) return [{ ...frame.line, id: this.#greetingId }];
    if (frame.kind !== 'roster' || frame.who.role === 'visitor') return [];
    return frame.change === 'joined' || frame.change === 'left' ? [frame.line] : [];
  }
}
