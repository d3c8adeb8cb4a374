import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import type { Conversation } from '../conversation/model.js';
import type { ConversationSummary } from '../conversation/summary.js';
import { askedConversation, showConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

const listLimit = 200;

/** Conversations: list, details, join, leave. */
export function createConversationRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();
  const { context, conversations } = service;

  app.get('/conversations', (c) => {
    const list = context.conversations.list({ limit: listLimit, visitorId: c.req.query('visitorId') });
    return c.json({ conversations: list.map((each) => showConversation(service, c, each)) });
  });

  app.get('/conversations/:id', (c) => {
    const conversation = showConversation(service, c, askedConversation(service, c));
    return c.json({ conversation, related: relatedTo(service, conversation).map((each) => showConversation(service, c, each)) });
  });

  app.post('/conversations/:id/join', (c) => {
    const joined = conversations.join(askedConversation(service, c), c.get('operator'));
    return c.json({ conversation: showConversation(service, c, joined) });
  });

  app.post('/conversations/:id/leave', (c) => {
    const left = conversations.leave(askedConversation(service, c), c.get('operator'));
    return c.json({ conversation: showConversation(service, c, left) });
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
