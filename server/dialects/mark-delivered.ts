import type { ChatService } from '../conversation/chat-service.js';
import type { LoggedEvent, Message } from '../conversation/model.js';

/** What went onto a visitor's wire counts as delivered; the newest message stands for all before it. */
export function markDelivered(service: ChatService, visitorId: string, events: readonly LoggedEvent[]): void {
  const newest = events.findLast((event) => event.type === 'message');
  if (newest) service.receipts.deliveredToVisitor(visitorId, (newest.data as Message).id);
}
