import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { bearerToken } from '../../http/bearer-token.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { readClaims, readPage } from './read-claims.js';
import { describeSite, toWireConversation } from './rest-wire.js';

/** `GET /config` (makes nobody a visitor) and `POST /session`. */
export function createSessionRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.get('/config', (c) => c.json(describeSite(service, undefined, c.req.query('page'))));

  app.post('/session', async (c) => {
    const body = await readJson(c.req.raw);
    const input = new Input(body);
    const site = input.text('site', 200) ?? '';
    // Read for its type only: a visitorId opens nothing, the token alone does.
    input.text('visitorId', 200);
    const claims = readClaims(input);
    const locale = input.text('locale', 35);
    const pageBody = input.object('page');
    input.done();
    const page = pageBody && readPage(pageBody);
    const opened = service.identity.open(bearerToken(c.req.raw), site, {
      ...claims,
      ...(locale === undefined ? {} : { locale }),
      ...(page === undefined ? {} : { page }),
    });
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
