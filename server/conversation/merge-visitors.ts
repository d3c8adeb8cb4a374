import type { Context } from './context.js';
import type { Visitor } from './model.js';
import { publishSummary } from './summary.js';

/**
 * Makes one visitor of two: everything of `absorbed` becomes `survivor`'s, their tokens included.
 * Two open conversations become one. Call inside a transaction.
 */
export function mergeVisitors(context: Context, absorbed: Visitor, survivor: Visitor): Visitor {
  const ownMessages = context.messages.page({ of: { visitorId: absorbed.id }, limit: 1000 }).messages;
  const open = openConversation(context, survivor);
  const joining = openConversation(context, absorbed);
  context.belongings.move(absorbed.id, survivor.id);
  if (open !== undefined && joining !== undefined) {
    context.messages.moveToConversation(joining, open);
    context.conversations.remove(joining);
    context.feed.publish('conversation-removed', { id: joining });
  }
  context.log.erase(absorbed.id);
  context.visitors.remove(absorbed.id);

  const conversationId = open ?? joining ?? survivor.conversationId;
  const merged: Visitor = { ...absorbed, ...survivor, conversationId };
  context.visitors.save(merged);
  // The survivor's other devices have never seen these; ids keep them from showing twice.
  for (const { message } of ownMessages) {
    const moved = context.messages.find(message.id)?.message;
    if (moved) context.log.append(survivor.id, 'message', moved, { subject: moved.id });
  }
  // Followers of the absorbed visitor reconnect, with a token that now opens the survivor.
  context.log.close(absorbed.id);
  if (conversationId !== undefined) publishSummary(context, conversationId);
  return merged;
}

function openConversation(context: Context, visitor: Visitor): string | undefined {
  if (visitor.conversationId === undefined) return undefined;
  const conversation = context.conversations.find(visitor.conversationId);
  return conversation && conversation.state !== 'ended' ? conversation.id : undefined;
}
