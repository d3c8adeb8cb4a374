import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { notOffered } from '../../http/error-response.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { readPage } from './read-claims.js';
import { visitorOf } from './rest-visitor.js';

/** `POST /typing`, `/read`, `/page`: small signals without content. */
export function createPresenceRoutes(service: ChatService): Hono {
  const app = new Hono();
  const offers = () => service.context.site.config.features;

  app.post('/typing', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = visitorOf(service, c);
    if (!offers().typing) return notOffered();
    const input = new Input(body);
    const on = input.requiredFlag('on');
    input.done();
    service.presence.visitorTyping(visitor, on);
    return c.body(null, 204);
  });

  app.post('/read', async (c) => {
    const body = await readJson(c.req.raw);
    const visitor = visitorOf(service, c);
    if (!offers().receipts) return notOffered();
    const input = new Input(body);
    const upTo = input.requiredText('upTo');
    input.done();
    service.receipts.readByVisitor(visitor, upTo);
    return c.body(null, 204);
  });

  app.post('/page', async (c) => {
    const body = await readJson(c.req.raw);
    service.identity.setPage(visitorOf(service, c), readPage(body));
    return c.body(null, 204);
  });

  return app;
}
