import { type Context, Hono } from 'hono';
import { notFound } from '../../conversation/service-error.js';
import { Input, readInput } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { requestOrigin } from '../../http/request-origin.js';
import { agentCookie, refuseOtherSites } from './agent-cookie.js';
import type { IssuedPass } from './agent-passes.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import { withTextIds } from './text-ids.js';

/** `POST` and `DELETE /customers/:id/public-url`: lets an agent join without a login, or no longer. */
export function createAgentLinkRoutes({ desk, passes, documents, originOf }: ChatvisorTools): Hono {
  const app = new Hono();

  app.post('/customers/:id/public-url', async (c) => {
    const body = withTextIds(await readJson(c.req.raw), 'agentId');
    const agentId = Input.read(body, (input) => input.text('agentId', 200));
    const visitor = desk.visitor(c.req.param('id'));
    const chosen = agentId ?? desk.row(visitor.id).agentId;
    if (chosen !== undefined && !documents.get('agents').some(({ id }) => id === chosen)) throw notFound('agent');
    const { pass, secret } = passes.issueLink(visitor, chosen);
    // Behind the #: neither logs nor referrers see it.
    return c.json({ url: `${originOf(c)}/chatvisor/agent#${secret}`, expiresAt: new Date(pass.expires).toISOString() }, 201);
  });

  app.delete('/customers/:id/public-url', (c) => {
    passes.revoke(desk.visitor(c.req.param('id')).id);
    return c.body(null, 204);
  });

  return app;
}

/** `POST /agent/exchange`: the page's part, without the admin token. */
export function createExchangeRoute({ passes }: ChatvisorTools): Hono {
  const app = new Hono();
  app.post('/agent/exchange', async (c) => {
    refuseOtherSites(c);
    const issued = passes.exchange(await readInput(c.req.raw, (input) => input.requiredKey('token', 200)));
    c.header('Set-Cookie', toCookie(c, issued));
    return c.json({ session: issued.pass.id });
  });
  return app;
}

/** For this one conversation's path only, out of reach of scripts and of other sites' requests. */
function toCookie(c: Context, { pass, secret }: IssuedPass): string {
  const secure = requestOrigin(c.req.raw).startsWith('https:') ? '; Secure' : '';
  const expires = new Date(pass.expires).toUTCString();
  return `${agentCookie}=${secret}; Path=/chatvisor/agent/${pass.id}; Expires=${expires}; HttpOnly; SameSite=Strict${secure}`;
}
