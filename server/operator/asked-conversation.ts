import type { Context } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import type { Conversation } from '../conversation/model.js';
import { notFound } from '../conversation/service-error.js';
import { type ConversationSummary, summarize } from '../conversation/summary.js';
import { absoluteMessage } from '../http/absolute-urls.js';
import { requestOrigin } from '../http/request-origin.js';

/** The conversation named in a call's address. @throws ServiceError `not_found` */
export function askedConversation(service: ChatService, c: Context): Conversation {
  return service.conversations.get(c.req.param('id') ?? '');
}

/** A conversation as the console shows it, files with absolute addresses. @throws ServiceError `not_found` */
export function showConversation(service: ChatService, c: Context, conversation: Conversation): ConversationSummary {
  const summary = summarize(service.context, conversation);
  if (!summary) throw notFound('conversation');
  const { lastMessage } = summary;
  return { ...summary, lastMessage: lastMessage && absoluteMessage(lastMessage, requestOrigin(c.req.raw)) };
}
