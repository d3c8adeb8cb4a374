import { ChatError, toChatError } from '../../core/errors.js';
import type { ConnectVisitor, Connected, Resume } from '../../core/transport.js';
import { limited, toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';
import type { Habits } from './expertflow-lines.js';
import { notSent } from './expertflow-not-sent.js';
import type { Room } from './expertflow-room.js';
import { leaveConversation, restore, toResume } from './expertflow-session.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** Milliseconds for the way into a conversation: init, the version, the socket, the join. */
const ENTER_MS = 30_000;
/** Messages of the first page; the others are paged out of memory. */
const NEWEST = 50;

/**
 * One visitor's way into a conversation. It begins with the first message or the form, not before: an agent
 * sees it from its first moment on.
 */
export class ExpertflowVisit {
  readonly #tools: ExpertflowTools;
  readonly #habits: Habits = { transport: 'websocket', guess: 4, isDistrusted: false };
  /** Ends with the connection. */
  #own = AbortSignal.abort();
  #room: Room | undefined;
  #entering: Promise<Room> | undefined;

  constructor(tools: ExpertflowTools) {
    this.#tools = tools;
  }

  /** The room of the conversation, while its connection stands. */
  get room(): Room | undefined {
    return this.#room;
  }

  /**
   * Joins the conversation that the token leads back to, if there is one.
   * @throws ChatError `config` without a usable endpoint, else as `openRoom` does, but for a conversation that
   * is gone: there is none then
   */
  connect(visitor: ConnectVisitor, resume: Resume | undefined, signal: AbortSignal): Promise<Connected> {
    const { context, session, voice, connection } = this.#tools;
    return connection.open(signal, async (own) => {
      if (!session.base) throw new ChatError('config', `endpoint="${context.config.endpoint}" is no web address`);
      this.#own = own;
      this.#room = this.#entering = undefined;
      voice.hold();
      restore(session, resume, context.clock);
      session.visitor = { ...visitor };
      const { conversationId } = session;
      if (conversationId) await this.#comeBack(own);
      return { connected: this.#answer(conversationId), start: voice.release };
    });
  }

  /**
   * The room of the conversation, which is begun if there is none.
   * @throws ChatError, always of the outcome `not-sent`: that of the init, or of `openRoom`
   */
  async enter(signal?: AbortSignal): Promise<Room> {
    const own = this.#own;
    if (own.aborted) throw toAborted();
    if (this.#room) return this.#room;
    const entering = (this.#entering ??= this.#begin(own).finally(() => {
      if (this.#entering === entering) this.#entering = undefined;
    }));
    const limits = { timeoutMs: ENTER_MS, signals: [signal, own] };
    return limited(this.#tools.context.clock, limits, () => entering).catch((error: unknown) => {
      throw notSent(toChatError(error));
    });
  }

  #answer(conversationId: string | undefined): Connected {
    const { session, log } = this.#tools;
    const feed = this.#room?.feed;
    const isKnown = log && log.conversationId === conversationId && session.state !== 'none';
    return {
      ...feed?.presence.prepared,
      history: isKnown ? log.page({ limit: NEWEST }) : { messages: [], hasMore: false },
      conversation: feed?.presence.conversation ?? { state: session.state },
      visitorId: session.visitorId,
      resume: toResume(session),
    };
  }

  async #comeBack(signal: AbortSignal): Promise<void> {
    const { context, session } = this.#tools;
    session.state = 'bot';
    try {
      await this.#open(false, signal);
    } catch (thrown) {
      const error = toChatError(thrown);
      if (error.retryable || error.code === 'aborted') throw error;
      // It told that it is over.
      if (!session.conversationId) return;
      if (error.code === 'auth') restore(session, { eio: session.eio }, context.clock);
      else leaveConversation(session, context.clock);
      session.state = 'none';
    }
  }

  async #begin(signal: AbortSignal): Promise<Room> {
    const { context, session } = this.#tools;
    // On its way while the server begins; a failure is told where the code is needed.
    import('./expertflow-room.js').catch(() => undefined);
    if (!session.conversationId) {
      const { beginConversation } = await loadCode(context.clock, [signal], () => import('./expertflow-init.js'));
      await beginConversation(this.#tools, signal);
    }
    try {
      return await this.#open(true, signal);
    } catch (thrown) {
      const error = toChatError(thrown);
      if (error.code !== 'ended') throw error;
      // Known a moment ago: the next try begins anew.
      if (session.conversationId) leaveConversation(session, context.clock);
      throw new ChatError('server', 'the conversation could not be joined', { retryable: true });
    }
  }

  /** The room is left when its connection ends, and when its conversation is over. */
  async #open(isNew: boolean, signal: AbortSignal): Promise<Room> {
    const { session } = this.#tools;
    const { conversationId } = session;
    const { clock } = this.#tools.context;
    // Whoever only looks in needs neither the protocol nor the client.
    const { openRoom } = await loadCode(clock, [signal], () => import('./expertflow-room.js'));
    const room = (this.#room = await openRoom(this.#tools, this.#habits, isNew, signal));
    room.watch({
      onEvent: () => void (session.conversationId === conversationId || room.close()),
      onEnd: () => void (this.#room === room && (this.#room = undefined)),
    });
    return room;
  }
}
