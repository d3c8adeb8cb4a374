import type { ChatService } from '../../conversation/chat-service.js';
import type { Message } from '../../conversation/model.js';
import type { OperatorEvent } from '../../conversation/operator-feed.js';
import type { ConversationSummary } from '../../conversation/summary.js';
import { chatvisorSite } from './chatvisor-site.js';
import type { ChatvisorTools } from './chatvisor-tools.js';

/**
 * Keeps the desk true to what happens in Chatvisor's chats, in the transaction in which it happens.
 * A defect here must not stop the chat. Answers the function that stops.
 */
export function followChat(
  { context }: ChatService,
  { desk, passes, board }: Pick<ChatvisorTools, 'desk' | 'passes' | 'board'>,
  onError: (error: unknown) => void,
): () => void {
  const take = ({ type, data }: OperatorEvent): void => {
    if (type === 'message') {
      const { visitorId, message } = data as { visitorId: string; message: Message };
      const visitor = context.visitors.find(visitorId);
      if (visitor?.site === chatvisorSite) desk.message(visitor, message);
    }
    if (type === 'conversation') {
      const summary = data as ConversationSummary;
      if (summary.visitor.site === chatvisorSite) desk.summary(summary);
    }
    if (type === 'conversation-removed') passes.revokeConversation((data as { id: string }).id);
    if (type === 'visitor-erased') {
      const { visitorId } = data as { visitorId: string };
      passes.revoke(visitorId);
      board.set('visitor', visitorId, null);
    }
  };
  return context.feed.observe((event) => {
    try {
      context.work.run(() => take(event));
    } catch (error) {
      onError(error);
    }
  });
}
