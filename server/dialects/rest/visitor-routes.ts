import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { eraseVisitor } from '../../conversation/erase-visitor.js';
import { readClaims } from './read-claims.js';
import { readCall, visitorOf } from './rest-visitor.js';
import { toWireVisitor } from './rest-wire.js';

/** `PATCH` and `DELETE /visitor`. */
export function createVisitorRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.patch('/visitor', async (c) => {
    const [visitor, claims] = await readCall(service, c, readClaims);
    const updated = service.identity.update(visitor, claims);
    return c.json({ visitor: toWireVisitor(updated.visitor), token: updated.token });
  });

  app.delete('/visitor', (c) => {
    eraseVisitor(service.context, visitorOf(service, c));
    return c.body(null, 204);
  });

  return app;
}
