import type { Context } from './context.js';
import type { Conversation, StoredMessage, Visitor } from './model.js';
import { notFound } from './service-error.js';
import { publishSummary } from './summary.js';

/** Delivered and read, in both directions. Marks only move forward. */
export class Receipts {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The visitor has read up to a message. @throws ServiceError `not_found` */
  readByVisitor(visitor: Visitor, messageId: string): void {
    this.#advanceForVisitor(visitor.id, this.#own(visitor.id, messageId), 'visitor_read', 'read');
  }

  /** A message was written to one of the visitor's connections. */
  deliveredToVisitor(visitorId: string, messageId: string): void {
    const stored = this.#context.messages.find(messageId);
    if (!stored || stored.visitorId !== visitorId || stored.message.author.role === 'visitor') return;
    this.#advanceForVisitor(visitorId, stored, 'visitor_delivered', 'delivered');
  }

  /** The operator has read up to a message (default: the newest). */
  readByOperator(conversation: Conversation, messageId?: string): void {
    const { log, messages, conversations, site } = this.#context;
    const stored =
      messageId === undefined
        ? messages.page({ of: { conversationId: conversation.id }, limit: 1 }).messages[0]
        : this.#own(conversation.visitorId, messageId);
    if (!stored || !conversations.advance(conversation.id, 'operator_read', stored.seq)) return;
    if (site.config.features.receipts) {
      log.append(conversation.visitorId, 'receipt', { upTo: stored.message.id, state: 'read' });
    }
    publishSummary(this.#context, conversation.id);
  }

  /** An open console has the visitor's message in front of it. */
  deliveredToOperator(visitorId: string, messageId: string): void {
    if (!this.#context.feed.isWatchedFor(visitorId) || !this.#context.site.config.features.receipts) return;
    this.#context.log.append(visitorId, 'receipt', { upTo: messageId, state: 'delivered' });
  }

  #advanceForVisitor(
    visitorId: string,
    stored: StoredMessage,
    mark: 'visitor_read' | 'visitor_delivered',
    state: 'read' | 'delivered',
  ): void {
    const { conversationId, id } = stored.message;
    if (!this.#context.conversations.advance(conversationId, mark, stored.seq)) return;
    this.#context.feed.publish('receipt', { conversationId, visitorId, upTo: id, state });
  }

  #own(visitorId: string, messageId: string): StoredMessage {
    const stored = this.#context.messages.find(messageId);
    if (!stored || stored.visitorId !== visitorId) throw notFound('message');
    return stored;
  }
}
