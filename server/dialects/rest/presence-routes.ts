import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { notOffered } from '../../http/error-response.js';
import { readPage } from './read-claims.js';
import { readCall } from './rest-visitor.js';

/** `POST /typing`, `/read`, `/page`: small signals without content. */
export function createPresenceRoutes(service: ChatService): Hono {
  const app = new Hono();
  const offers = () => service.context.site.config.features;

  app.post('/typing', async (c) => {
    if (!offers().typing) return notOffered();
    const [visitor, on] = await readCall(service, c, (input) => input.requiredFlag('on'));
    service.presence.visitorTyping(visitor, on);
    return c.body(null, 204);
  });

  app.post('/read', async (c) => {
    if (!offers().receipts) return notOffered();
    const [visitor, upTo] = await readCall(service, c, (input) => input.requiredText('upTo'));
    service.receipts.readByVisitor(visitor, upTo);
    return c.body(null, 204);
  });

  app.post('/page', async (c) => {
    const [visitor, page] = await readCall(service, c, readPage);
    service.identity.setPage(visitor, page);
    return c.body(null, 204);
  });

  return app;
}
