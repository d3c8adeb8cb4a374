import type { ChatService } from '../../conversation/chat-service.js';
import type { Visitor } from '../../conversation/model.js';
import { notFound } from '../../conversation/service-error.js';
import { type Participant, site } from './expertflow-wire.js';
import type { Chat } from './open-chat.js';

/** A conversation of this dialect; those of others do not exist here. */
export function lookUpChat({ context }: ChatService, conversationId: unknown): Chat | undefined {
  const conversation = typeof conversationId === 'string' ? context.conversations.find(conversationId) : undefined;
  const visitor = conversation && context.visitors.find(conversation.visitorId);
  return conversation && visitor?.site === site ? { conversation, visitor } : undefined;
}

/** The same for somebody who needs it. @throws ServiceError `not_found` */
export function findChat(service: ChatService, conversationId: unknown): Chat {
  const chat = lookUpChat(service, conversationId);
  if (!chat) throw notFound('conversation');
  return chat;
}

/** A customer as everybody in the conversation sees them. */
export function customerOf({ id, name }: Visitor): Participant {
  return { id, name: name ?? 'Customer' };
}

/** The account at which a customer is reached. */
export function accountOf({ externalId, phone }: Visitor): string {
  return externalId ?? phone ?? '';
}

/** The channel a customer came by. */
export function channelOf({ fields }: Visitor): string {
  const channel = fields?.['channel'];
  return typeof channel === 'string' ? channel : 'web';
}
