import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { notFound } from '../conversation/service-error.js';
import { readInput } from '../http/input.js';
import type { OperatorEnv } from './operator-env.js';

const listLimit = 200;

/** What visitors left behind: offline messages, and mails waiting for a mailer. */
export function createSubmissionRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();
  const { context } = service;

  app.get('/offline', (c) => c.json({ messages: context.submissions.offline(listLimit) }));

  app.patch('/offline/:id', async (c) => {
    const handled = await readInput(c.req.raw, (input) => input.requiredFlag('handled'));
    const message = context.submissions.setHandled(c.req.param('id'), handled);
    if (!message) throw notFound('offline message');
    context.feed.publish('offline', message);
    return c.json({ message });
  });

  app.get('/outbox', (c) => c.json({ mails: context.submissions.mails() }));

  return app;
}
