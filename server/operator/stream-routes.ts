import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { maxTextLength } from '../conversation/messages.js';
import { Input } from '../http/input.js';
import { readJson } from '../http/json-body.js';
import { askedConversation } from './asked-conversation.js';
import type { OperatorEnv } from './operator-env.js';

/** Answers that are written while the visitor reads along: start, append, end. */
export function createStreamRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();

  app.post('/conversations/:id/streams', async (c) => {
    const text = readText(await readJson(c.req.raw));
    return c.json({ id: service.streams.start(askedConversation(service, c), c.get('operator'), text) }, 201);
  });

  app.post('/streams/:id', async (c) => {
    service.streams.append(c.req.param('id'), readText(await readJson(c.req.raw)));
    return c.body(null, 204);
  });

  app.delete('/streams/:id', (c) => {
    service.streams.end(c.req.param('id'));
    return c.body(null, 204);
  });

  return app;
}

function readText(body: Record<string, unknown>): string {
  const input = new Input(body);
  const text = input.requiredText('text', maxTextLength);
  input.done();
  return text;
}
