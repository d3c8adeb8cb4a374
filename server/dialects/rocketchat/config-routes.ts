import { Hono } from 'hono';
import { findGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { nestedConfig } from './livechat-config.js';
import { invalidParams } from './read-texts.js';
import { success } from './rest-answers.js';

const known = new Set(['token', 'department', 'businessUnit']);

/** `GET livechat/config`: makes nobody a visitor. */
export function createConfigRoutes(livechat: Livechat): Hono {
  const app = new Hono();
  app.get('/config', (c) => {
    const { token, department } = c.req.query();
    const unknown = Object.keys(c.req.query()).some((name) => !known.has(name));
    if (unknown && livechat.options.profile === 'rest') throw invalidParams('must NOT have additional properties');
    const guest = findGuest(livechat, token);
    return c.json(success({ config: nestedConfig(livechat, guest && token ? { guest, token } : undefined, department) }));
  });
  return app;
}
