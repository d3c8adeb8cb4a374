import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { visitorOf } from './rest-visitor.js';
import { toWireConversation, toWireVisitor } from './rest-wire.js';

/** `POST /register` and `/offline`. */
export function createFormRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.post('/register', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = visitorOf(service, c);
    const input = new Input(body);
    const values = input.formValues('values');
    const consent = input.object('consent');
    input.done();
    const result = service.submissions.register(visitor, values, consent && readConsent(consent));
    return c.json({
      visitor: toWireVisitor(result.visitor),
      conversation: toWireConversation(result.conversation),
    });
  });

  app.post('/offline', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = visitorOf(service, c);
    const input = new Input(body);
    const values = input.formValues('values');
    input.done();
    return c.json({ ticket: service.submissions.leaveMessage(visitor, values) }, 202);
  });

  return app;
}

function readConsent(body: Record<string, unknown>): { text: string; at: string } {
  const input = new Input(body);
  const consent = { text: input.requiredText('text', 10_000), at: input.requiredText('at', 40) };
  input.done();
  return consent;
}
