import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { bearerToken } from '../../http/bearer-token.js';
import { Input, readInput } from '../../http/input.js';
import { readClaims, readPage } from './read-claims.js';
import { describeSite, toWireConversation } from './rest-wire.js';

/** `GET /config` (makes nobody a visitor) and `POST /session`. */
export function createSessionRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.get('/config', (c) => c.json(describeSite(service, undefined, c.req.query('page'))));

  app.post('/session', async (c) => {
    const { site, claims, locale, page } = await readInput(c.req.raw, (input) => ({
      site: input.text('site', 200) ?? '',
      // For its type only: a visitorId opens nothing, the token alone does.
      visitorId: input.text('visitorId', 200),
      claims: readClaims(input),
      locale: input.text('locale', 35),
      page: input.object('page'),
    }));
    const opened = service.identity.open(bearerToken(c.req.raw), site, { ...claims, locale, page: page && Input.read(page, readPage) });
    const visitor = service.conversations.leaveEnded(opened.visitor);
    return c.json({
      token: opened.token,
      visitorId: visitor.id,
      conversation: toWireConversation(service.conversations.current(visitor)),
      ...describeSite(service, visitor),
      cursor: service.context.log.cursor(),
    });
  });

  return app;
}
