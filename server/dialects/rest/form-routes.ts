import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { Input } from '../../http/input.js';
import { readCall } from './rest-visitor.js';
import { toWireConversation, toWireVisitor } from './rest-wire.js';

/** `POST /register` and `/offline`. */
export function createFormRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.post('/register', async (c) => {
    const [visitor, { values, consent }] = await readCall(service, c, (input) => ({
      values: input.formValues('values'),
      consent: input.object('consent'),
    }));
    const result = service.submissions.register(visitor, values, consent && readConsent(consent));
    return c.json({ visitor: toWireVisitor(result.visitor), conversation: toWireConversation(result.conversation) });
  });

  app.post('/offline', async (c) => {
    const [visitor, values] = await readCall(service, c, (input) => input.formValues('values'));
    return c.json({ ticket: service.submissions.leaveMessage(visitor, values) }, 202);
  });

  return app;
}

function readConsent(body: Record<string, unknown>): { text: string; at: string } {
  return Input.read(body, (input) => ({ text: input.requiredText('text', 10_000), at: input.requiredText('at', 40) }));
}
