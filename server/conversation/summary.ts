import type { Context } from './context.js';
import type { Conversation, Message, Visitor } from './model.js';

/** One line of the operator's list. */
export type ConversationSummary = Omit<Conversation, 'visitorId' | 'visitorRead' | 'visitorDelivered' | 'operatorRead'> & {
  unread: number;
  lastMessage: Message | null;
  /** Ids up to which the visitor has received and read. */
  deliveredTo: string | null;
  readTo: string | null;
  visitor: Visitor & { connected: boolean };
};

/** The visitor as operators see them. */
export function describeVisitor(context: Context, visitor: Visitor): Visitor & { connected: boolean } {
  return { ...visitor, connected: context.log.hasListener(visitor.id) };
}

/** The conversation as operators see it, undefined when its visitor is gone. */
export function summarize(context: Context, conversation: Conversation): ConversationSummary | undefined {
  const visitor = context.visitors.find(conversation.visitorId);
  if (!visitor) return undefined;
  const { visitorRead, visitorDelivered, operatorRead, visitorId: _, ...shown } = conversation;
  const of = { conversationId: conversation.id };
  const idAt = (seq: number): string | null =>
    seq === 0 ? null : (context.messages.page({ of, before: seq + 1, limit: 1 }).messages[0]?.message.id ?? null);
  return {
    ...shown,
    unread: context.messages.countFromVisitor(conversation.id, operatorRead),
    lastMessage: context.messages.page({ of, limit: 1 }).messages[0]?.message ?? null,
    deliveredTo: idAt(Math.max(visitorDelivered, visitorRead)),
    readTo: idAt(visitorRead),
    visitor: describeVisitor(context, visitor),
  };
}

/** Tells the consoles how a conversation looks now. */
export function publishSummary(context: Context, conversationId: string): void {
  // Read after the commit, so that several changes in one transaction show their end.
  context.work.after(() => {
    const conversation = context.conversations.find(conversationId);
    const summary = conversation && summarize(context, conversation);
    if (summary) context.feed.publish('conversation', summary);
  });
}
