import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { Livechat } from './livechat.js';

/** Lets pages of other origins call, unless the option is off: then a preflight is refused as real servers do. */
export function rocketchatCors(livechat: Livechat): MiddlewareHandler {
  const open = cors({
    origin: '*',
    allowMethods: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH'],
    allowHeaders: ['Origin', 'X-Requested-With', 'Content-Type', 'Accept', 'X-User-Id', 'X-Auth-Token', 'x-visitor-token', 'Authorization'],
    maxAge: 7200,
  });
  return (c, next) => {
    if (livechat.options.cors) return open(c, next);
    if (c.req.method !== 'OPTIONS') return next();
    const error = 'CORS not enabled. Go to "Admin > General > REST Api" to enable it.';
    return Promise.resolve(c.json({ success: false, error }, 405));
  };
}
