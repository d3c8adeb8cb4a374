import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import type { Conversation } from '../conversation/model.js';
import type { ConversationSummary } from '../conversation/summary.js';
import { absoluteMessage } from '../http/absolute-urls.js';
import { readRange } from '../http/page-range.js';
import { requestOrigin } from '../http/request-origin.js';
import { askedConversation, showConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

const listLimit = 200;

/** Conversations to read: list, details, messages. */
export function createConversationRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();
  const { context } = service;

  app.get('/conversations', (c) => {
    const visitorId = c.req.query('visitorId');
    const list = context.conversations.list({ limit: listLimit, ...(visitorId === undefined ? {} : { visitorId }) });
    return c.json({ conversations: list.map((each) => showConversation(service, c, each)) });
  });

  app.get('/conversations/:id', (c) => {
    const conversation = askedConversation(service, c);
    const summary = showConversation(service, c, conversation);
    return c.json({ conversation: summary, related: relatedTo(service, summary).map((each) => showConversation(service, c, each)) });
  });

  app.get('/conversations/:id/messages', (c) => {
    const { messages, hasMore } = service.messages.ofConversation(askedConversation(service, c), readRange(c.req.query()));
    const origin = requestOrigin(c.req.raw);
    return c.json({ messages: messages.map((each) => absoluteMessage(each, origin)), hasMore });
  });

  return app;
}

/** Other conversations of the same person: same visitor, or the same external id. */
function relatedTo(service: ChatService, { id, visitor }: ConversationSummary): Conversation[] {
  const { visitors, conversations } = service.context;
  const { externalId } = visitor;
  const people = externalId === undefined ? [visitor] : visitors.findByExternalId(visitor.site, externalId);
  return people
    .flatMap((person) => conversations.list({ visitorId: person.id, limit: listLimit }))
    .filter((conversation) => conversation.id !== id);
}
