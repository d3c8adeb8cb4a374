import type { Context } from './context.js';
import type { Author, Conversation, Operator, Visitor } from './model.js';
import { announceQueue } from './queue.js';
import { randomId } from './random-id.js';
import { invalid, notFound } from './service-error.js';
import { publishSummary } from './summary.js';

/** Opening, joining, ending and rating of conversations. */
export class Conversations {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @throws ServiceError `not_found` */
  get(id: string): Conversation {
    const conversation = this.#context.conversations.find(id);
    if (!conversation) throw notFound('conversation');
    return conversation;
  }

  /** The one the visitor's next message goes to; it may have ended meanwhile. */
  current(visitor: Visitor): Conversation | undefined {
    return visitor.conversationId === undefined
      ? undefined
      : this.#context.conversations.find(visitor.conversationId);
  }

  /** A new session leaves an ended conversation behind. */
  leaveEnded(visitor: Visitor): Visitor {
    if (this.current(visitor)?.state !== 'ended') return visitor;
    const { conversationId: _, ...rest } = visitor;
    this.#context.visitors.save(rest);
    return rest;
  }

  /** The current conversation, opened if there is none. Call inside a transaction. */
  openFor(visitor: Visitor): Conversation {
    const current = this.current(visitor);
    if (current) return current;
    const conversation: Conversation = {
      id: randomId('c'),
      visitorId: visitor.id,
      state: 'queued',
      createdAt: this.#context.nowText(),
      visitorRead: 0,
      visitorDelivered: 0,
      operatorRead: 0,
      department: visitor.department,
    };
    this.#context.conversations.insert(conversation);
    this.#context.visitors.save({ ...visitor, conversationId: conversation.id });
    this.#tellState(conversation);
    announceQueue(this.#context);
    return conversation;
  }

  /** An operator takes part; the first one ends the waiting. */
  join(conversation: Conversation, operator: Operator): Conversation {
    if (conversation.state === 'active' || conversation.state === 'ended') return conversation;
    return this.#context.work.run(() => {
      this.#context.conversations.setState(conversation.id, 'active');
      const joined: Conversation = { ...conversation, state: 'active' };
      this.#tellParticipant(joined, 'joined', operator);
      this.#tellState(joined);
      announceQueue(this.#context);
      return joined;
    });
  }

  /** An operator steps out; the conversation waits again. */
  leave(conversation: Conversation, operator: Operator): Conversation {
    if (conversation.state !== 'active') return conversation;
    return this.#context.work.run(() => {
      this.#context.conversations.setState(conversation.id, 'queued');
      const left: Conversation = { ...conversation, state: 'queued' };
      this.#tellParticipant(left, 'left', operator);
      this.#tellState(left);
      announceQueue(this.#context);
      return left;
    });
  }

  /** Ends it; ending an ended one changes nothing. The visitor reads the name of an operator who did. */
  end(conversation: Conversation, by: 'visitor' | 'agent', operator?: Operator): Conversation {
    if (conversation.state === 'ended') return conversation;
    return this.#context.work.run(() => {
      this.#context.conversations.end(conversation.id, by, this.#context.nowText());
      const ended = this.get(conversation.id);
      this.#tellState(ended, operator?.name);
      announceQueue(this.#context);
      return ended;
    });
  }

  /** Sets the department for the current conversation, or for the one to come. */
  selectDepartment(visitor: Visitor, department: string): Conversation | undefined {
    if (!this.#context.site.config.departments.some(({ id }) => id === department)) throw notFound('department');
    return this.#context.work.run(() => {
      this.#context.visitors.save({ ...visitor, department });
      const current = this.current(visitor);
      if (!current || current.state === 'ended') return undefined;
      this.#context.conversations.setDepartment(current.id, department);
      publishSummary(this.#context, current.id);
      return this.get(current.id);
    });
  }

  /** Stores the visitor's score (1 to 5) of their latest conversation, also after its end. */
  rate(visitor: Visitor, score: number, comment: string | undefined): void {
    if (!Number.isInteger(score) || score < 1 || score > 5) throw invalid({ score: 'invalid' });
    const latest = this.#context.conversations.latestOf(visitor.id);
    if (!latest) throw notFound('conversation');
    this.#context.conversations.rate(latest.id, score, comment);
    publishSummary(this.#context, latest.id);
  }

  #tellState(conversation: Conversation, by?: string): void {
    const { id, state } = conversation;
    this.#context.log.append(conversation.visitorId, 'conversation', { id, state, by });
    publishSummary(this.#context, id);
  }

  #tellParticipant(conversation: Conversation, change: 'joined' | 'left', operator: Operator): void {
    const who: Author = { role: 'agent', ...operator };
    this.#context.log.append(conversation.visitorId, 'participant', { change, who });
  }
}
