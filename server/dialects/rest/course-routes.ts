import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { notFound } from '../../conversation/service-error.js';
import { notOffered } from '../../http/error-response.js';
import { readCall } from './rest-visitor.js';
import { toWireConversation } from './rest-wire.js';

/** `POST /department` and `/end`: where a conversation goes. */
export function createCourseRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.post('/department', async (c) => {
    const [visitor, id] = await readCall(service, c, (input) => input.requiredText('id'));
    return c.json({ conversation: toWireConversation(service.conversations.selectDepartment(visitor, id)) });
  });

  app.post('/end', async (c) => {
    if (!service.context.site.config.features.end) return notOffered();
    const [visitor] = await readCall(service, c, () => undefined);
    const current = service.conversations.current(visitor);
    if (!current) throw notFound('conversation');
    return c.json({ conversation: toWireConversation(service.conversations.end(current, 'visitor')) });
  });

  return app;
}
