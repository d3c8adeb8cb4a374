import { availabilityOf } from '../../conversation/availability.js';
import type { ChatService } from '../../conversation/chat-service.js';
import type { Conversation, LoggedEvent, Message, Visitor } from '../../conversation/model.js';
import { absoluteMessage } from '../../http/absolute-urls.js';

/** A conversation in the contract's words. */
export function toWireConversation(conversation: Conversation | undefined) {
  if (!conversation) return null;
  const { id, state, department } = conversation;
  return { id, state, ...(department === undefined ? {} : { department }) };
}

/** A visitor as they may see themselves. */
export function toWireVisitor(visitor: Visitor) {
  const { id, externalId, name, email, phone, fields, labels, department } = visitor;
  return { id, externalId, name, email, phone, fields, labels, department };
}

/** What every visitor is told about the site and its operators. */
export function describeSite(service: ChatService) {
  return {
    config: service.context.site.config,
    availability: availabilityOf(service.context),
    agents: service.presence.agents,
  };
}

/** An event whose message, if it has one, carries absolute addresses. */
export function toWireEvent(event: LoggedEvent, origin: string): LoggedEvent {
  if (event.type !== 'message' && event.type !== 'message-updated') return event;
  return { ...event, data: absoluteMessage(event.data as Message, origin) };
}
