import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { notFound } from '../../conversation/service-error.js';
import { notOffered } from '../../http/error-response.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { visitorOf } from './rest-visitor.js';
import { toWireConversation } from './rest-wire.js';

/** `POST /department` and `/end`: where a conversation goes. */
export function createCourseRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.post('/department', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = visitorOf(service, c);
    const input = new Input(body);
    const id = input.requiredText('id');
    input.done();
    return c.json({ conversation: toWireConversation(service.conversations.selectDepartment(visitor, id)) });
  });

  app.post('/end', async (c) => {
    await readJson(c.req.raw);
    const visitor = visitorOf(service, c);
    if (!service.context.site.config.features.end) return notOffered();
    const current = service.conversations.current(visitor);
    if (!current) throw notFound('conversation');
    return c.json({ conversation: toWireConversation(service.conversations.end(current, 'visitor')) });
  });

  return app;
}
