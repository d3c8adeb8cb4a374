import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { eraseVisitor } from '../conversation/erase-visitor.js';
import type { Visitor } from '../conversation/model.js';
import { invalid, notFound } from '../conversation/service-error.js';
import { describeVisitor } from '../conversation/summary.js';
import { Input } from '../http/input.js';
import { readJson } from '../http/json-body.js';
import type { OperatorEnv } from './operator-env.js';

const listLimit = 200;

/** Visitors: list, erase, and events of the site for one of them. */
export function createVisitorAdminRoutes(service: ChatService): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();
  const { context } = service;
  const asked = (id: string): Visitor => {
    const visitor = context.visitors.find(id);
    if (!visitor) throw notFound('visitor');
    return visitor;
  };

  app.get('/visitors', (c) =>
    c.json({ visitors: context.visitors.recent(listLimit).map((visitor) => describeVisitor(context, visitor)) }),
  );

  app.delete('/visitors/:id', (c) => {
    eraseVisitor(context, asked(c.req.param('id')));
    return c.body(null, 204);
  });

  app.post('/visitors/:id/events', async (c) => {
    const visitor = asked(c.req.param('id'));
    const body = await readJson(c.req.raw);
    const types = ['queue', 'trigger', 'config', 'participant', 'conversation', 'message-part'] as const;
    const type = Input.read(body, (input) => input.choice('type', types));
    if (type === undefined) throw invalid({ type: 'required' });
    context.log.append(visitor.id, type, body['data'] ?? {});
    return c.body(null, 204);
  });

  return app;
}
