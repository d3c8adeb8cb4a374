import type { Context } from './context.js';
import type { Conversations } from './conversations.js';
import type { Attachment, Author, Conversation, Extras, Message, Operator, StoredMessage, Visitor } from './model.js';
import { randomId } from './random-id.js';
import type { Receipts } from './receipts.js';
import { invalid, notFound, ServiceError } from './service-error.js';
import { publishSummary } from './summary.js';
import { takeAttachments } from './take-attachments.js';

/** Longest text of one message, in UTF-16 units. */
export const maxTextLength = 10_000;

export type VisitorMessage = {
  localId: string;
  text?: string;
  attachments?: string[];
  /** Files that lie elsewhere: taken by their absolute address, never fetched. */
  linked?: Attachment[];
  action?: { messageId: string; id: string; value: string };
};

export type OperatorMessage = {
  text?: string;
  format?: 'plain' | 'markdown';
  attachments?: string[];
  author?: Author;
} & Extras;

export type Posted = { message: Message; conversation: Conversation; duplicate: boolean };

/** Posting, editing, deleting and paging of messages. */
export class Messages {
  readonly #context: Context;
  readonly #conversations: Conversations;
  readonly #receipts: Receipts;

  constructor(context: Context, conversations: Conversations, receipts: Receipts) {
    this.#context = context;
    this.#conversations = conversations;
    this.#receipts = receipts;
  }

  /**
   * Takes a visitor's message once per `localId`; the first one opens the conversation.
   * @throws ServiceError `invalid`, `not_found`, `conversation_ended`, `rate_limited`
   */
  postFromVisitor(visitor: Visitor, draft: VisitorMessage): Posted {
    // A repeated send was already accepted: neither limits nor an end may turn it into a failure.
    const known = this.#context.messages.findByLocalId(visitor.id, draft.localId);
    if (known) {
      const conversation = this.#conversations.get(known.message.conversationId);
      return { message: known.message, conversation, duplicate: true };
    }
    const text = draft.text ?? this.#actionText(visitor, draft);
    const { linked = [] } = draft;
    checkContent(text, [...(draft.attachments ?? []), ...linked], this.#context.site.config.maxLength);
    if (this.#conversations.current(visitor)?.state === 'ended') {
      throw new ServiceError('conversation_ended', 'this conversation has ended');
    }
    this.#context.limiter.take(`message:${visitor.id}`, this.#context.site.config.maxPerMinute);
    return this.#context.work.run(() => {
      const attachments = [...takeAttachments(this.#context, visitor.id, draft.attachments ?? []), ...linked];
      const conversation = this.#conversations.openFor(visitor);
      const author: Author = { role: 'visitor', id: visitor.id, name: visitor.name || undefined };
      const message = this.#newMessage(conversation, author, { text, attachments, localId: draft.localId });
      this.#store(visitor.id, message);
      this.#receipts.deliveredToOperator(visitor.id, message.id);
      return { message, conversation, duplicate: false };
    });
  }

  /**
   * Says something as operator (or as a bot); joins the conversation first where needed.
   * @throws ServiceError `invalid`, `conversation_ended`
   */
  postFromOperator(conversation: Conversation, operator: Operator, draft: OperatorMessage): Message {
    const { text = '', attachments = [], author = { role: 'agent', ...operator }, format, ...extras } = draft;
    if (!extras.cards && !extras.notice && !extras.quickReplies) checkContent(text, attachments);
    if (conversation.state === 'ended') {
      throw new ServiceError('conversation_ended', 'this conversation has ended');
    }
    return this.#context.work.run(() => {
      if (author.role === 'agent') this.#conversations.join(conversation, operator);
      const message = this.#newMessage(conversation, author, {
        text,
        format: format ?? 'plain',
        attachments: takeAttachments(this.#context, conversation.visitorId, attachments),
        ...extras,
      });
      this.#store(conversation.visitorId, message);
      return message;
    });
  }

  /** Changes the text. @throws ServiceError `not_found`, `invalid` */
  edit(messageId: string, text: string): Message {
    const { visitorId } = this.get(messageId);
    checkContent(text, []);
    return this.#context.work.run(() => {
      this.#context.messages.setText(messageId, text, this.#context.nowText());
      const { message } = this.get(messageId);
      this.publishUpdate(visitorId, message);
      return message;
    });
  }

  /** Removes the words and files for good; only the fact remains. @throws ServiceError `not_found` */
  remove(messageId: string): void {
    const { visitorId, message } = this.get(messageId);
    this.#context.work.run(() => {
      this.#context.messages.blank(messageId, this.#context.nowText());
      for (const attachment of message.attachments) this.#context.uploads.remove(attachment.id);
      for (const type of ['message', 'message-updated', 'message-part']) {
        this.#context.log.forgetMessage(messageId, type);
      }
      this.#context.log.append(visitorId, 'message-deleted', { id: messageId });
      const { conversationId } = message;
      this.#context.feed.publish('message-deleted', { conversationId, visitorId, id: messageId });
      publishSummary(this.#context, conversationId);
    });
  }

  /** @throws ServiceError `not_found` */
  get(messageId: string): StoredMessage {
    const stored = this.#context.messages.find(messageId);
    if (!stored) throw notFound('message');
    return stored;
  }

  /** A page of all that one visitor may see, ascending. @throws ServiceError `not_found` for a foreign id */
  history(visitor: Visitor, range: { before?: string; after?: string; limit: number }) {
    return this.#page({ visitorId: visitor.id }, visitor.id, range);
  }

  /** A page of one conversation, for operators. */
  ofConversation(conversation: Conversation, range: { before?: string; after?: string; limit: number }) {
    return this.#page({ conversationId: conversation.id }, conversation.visitorId, range);
  }

  /** Tells both sides that a message looks different now. */
  publishUpdate(visitorId: string, message: Message): void {
    this.#context.log.append(visitorId, 'message-updated', message, { subject: message.id });
    const { conversationId } = message;
    this.#context.feed.publish('message-updated', { conversationId, visitorId, message });
    publishSummary(this.#context, conversationId);
  }

  #page(
    of: { visitorId: string } | { conversationId: string },
    visitorId: string,
    range: { before?: string; after?: string; limit: number },
  ): { messages: Message[]; hasMore: boolean } {
    const seqOf = (id: string): number => {
      const stored = this.get(id);
      if (stored.visitorId !== visitorId) throw notFound('message');
      return stored.seq;
    };
    const page = this.#context.messages.page({
      of,
      limit: range.limit,
      before: range.before === undefined ? undefined : seqOf(range.before),
      after: range.after === undefined ? undefined : seqOf(range.after),
    });
    return { messages: page.messages.map(({ message }) => message), hasMore: page.hasMore };
  }

  #store(visitorId: string, message: Message): void {
    this.#context.messages.insert(visitorId, message);
    this.#context.log.append(visitorId, 'message', message, { subject: message.id });
    const { conversationId } = message;
    this.#context.feed.publish('message', { conversationId, visitorId, message });
    publishSummary(this.#context, conversationId);
  }

  #newMessage(
    conversation: Conversation,
    author: Author,
    content: Partial<Message> & Pick<Message, 'text' | 'attachments'>,
  ): Message {
    return {
      id: randomId('m'),
      conversationId: conversation.id,
      author,
      format: 'plain',
      createdAt: this.#context.nowText(),
      ...content,
    };
  }

  /** A pressed button says its own title, so that operators can read what was chosen. */
  #actionText(visitor: Visitor, { action }: VisitorMessage): string {
    if (!action) return '';
    const { message, visitorId } = this.get(action.messageId);
    if (visitorId !== visitor.id) throw notFound('message');
    const buttons = [...(message.quickReplies ?? []), ...(message.cards ?? []).flatMap((card) => card.buttons)];
    const button = buttons.find(({ id }) => id === action.id);
    if (!button) throw notFound('action');
    return button.title;
  }
}

function checkContent(text: string, attachments: readonly unknown[], limit = maxTextLength): void {
  if (text.trim() === '' && attachments.length === 0) throw invalid({ text: 'required' }, 'the message is empty');
  const longest = Math.min(limit, maxTextLength);
  if (text.length > longest) {
    throw invalid({ text: 'too_long' }, `a message has at most ${longest} characters`);
  }
}
