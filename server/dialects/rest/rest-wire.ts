import type { ChatService } from '../../conversation/chat-service.js';
import type { Conversation, LoggedEvent, Message, Visitor } from '../../conversation/model.js';
import { absoluteMessage } from '../../http/absolute-urls.js';

/** A conversation in the contract's words. */
export function toWireConversation(conversation: Conversation | undefined) {
  if (!conversation) return null;
  const { id, state, department } = conversation;
  return { id, state, department };
}

/** A visitor as they may see themselves. */
export function toWireVisitor(visitor: Visitor) {
  const { id, externalId, name, email, phone, fields, labels, department } = visitor;
  return { id, externalId, name, email, phone, fields, labels, department };
}

/**
 * What a visitor is told about the site and its operators.
 * @param path the page of somebody who is no visitor yet
 */
export function describeSite({ context, presence }: ChatService, visitor?: Visitor, path?: string) {
  return {
    config: context.site.configFor(visitor, path),
    availability: presence.availability,
    agents: presence.agents,
  };
}

/** An event as the visitor gets it; its message, if it has one, carries absolute addresses. */
export function toWireEvent(service: ChatService, visitorId: string, logged: LoggedEvent, origin: string): LoggedEvent {
  const event = service.context.site.shown(visitorId, logged);
  if (event.type !== 'message' && event.type !== 'message-updated') return event;
  return { ...event, data: absoluteMessage(event.data as Message, origin) };
}
