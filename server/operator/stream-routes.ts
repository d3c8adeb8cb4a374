import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { maxTextLength } from '../conversation/messages.js';
import { type Input, readInput } from '../http/input.js';
import { askedConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

/** Answers that are written while the visitor reads along: start, append, end. */
export function createStreamRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();

  app.post('/conversations/:id/streams', async (c) => {
    const text = await readInput(c.req.raw, readText);
    return c.json({ id: service.streams.start(askedConversation(service, c), c.get('operator'), text) }, 201);
  });

  app.post('/streams/:id', async (c) => {
    service.streams.append(c.req.param('id'), await readInput(c.req.raw, readText));
    return c.body(null, 204);
  });

  app.delete('/streams/:id', (c) => {
    service.streams.end(c.req.param('id'));
    return c.body(null, 204);
  });

  return app;
}

function readText(input: Input): string {
  return input.requiredText('text', maxTextLength);
}
