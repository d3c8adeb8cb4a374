import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { Input } from '../http/input.js';
import { readJson } from '../http/json-body.js';
import { invalid } from '../conversation/service-error.js';
import { askedConversation, showConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

/** What an operator does with a conversation: join, leave, close, typing, read. */
export function createConversationActions(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();
  const { conversations, presence } = service;

  app.post('/conversations/:id/join', (c) => {
    const changed = conversations.join(askedConversation(service, c), c.get('operator'));
    return c.json({ conversation: showConversation(service, c, changed) });
  });

  app.post('/conversations/:id/leave', (c) => {
    const changed = conversations.leave(askedConversation(service, c), c.get('operator'));
    return c.json({ conversation: showConversation(service, c, changed) });
  });

  app.post('/conversations/:id/close', (c) => {
    const changed = conversations.end(askedConversation(service, c), 'agent', c.get('operator'));
    return c.json({ conversation: showConversation(service, c, changed) });
  });

  app.post('/conversations/:id/typing', async (c) => {
    const input = new Input(await readJson(c.req.raw));
    const on = input.requiredFlag('on');
    input.done();
    presence.operatorTyping(askedConversation(service, c), c.get('operator'), on);
    return c.body(null, 204);
  });

  app.post('/conversations/:id/read', async (c) => {
    const input = new Input(await readJson(c.req.raw));
    const upTo = input.text('upTo');
    input.done();
    if (upTo === '') throw invalid({ upTo: 'invalid' });
    service.receipts.readByOperator(askedConversation(service, c), upTo);
    return c.body(null, 204);
  });

  return app;
}
