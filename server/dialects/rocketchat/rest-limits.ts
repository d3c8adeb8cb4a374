import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { currentCaller } from '../../conversation/current-caller.js';
import { type CallLimit, CallLimiter } from '../call-limiter.js';
import type { Livechat } from './livechat.js';
import { tooManyRequests } from './rocket-error.js';

const usual: CallLimit = { calls: 10, seconds: 60 };

/** Routes with numbers of their own. */
const special: Readonly<Record<string, CallLimit>> = {
  'POST visitor': { calls: 5, seconds: 60 },
  'GET room': { calls: 5, seconds: 60 },
  'POST offline.message': { calls: 1, seconds: 5 },
};

/** Counts calls per caller's address and route, as a real server does, where the option asks for it. */
export function limitCalls(livechat: Livechat, prefix: string): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const limiter = new CallLimiter(livechat.service.context.now);
  return async (c, next) => {
    const { rateLimits } = livechat.options;
    if (rateLimits === false || c.req.method === 'OPTIONS') return next();
    const route = `${c.req.method} ${routeOf(c.req.path, prefix)}`;
    const limit = rateLimits === true ? (special[route] ?? usual) : rateLimits;
    const quota = limiter.take(`${currentCaller() ?? ''} ${route}`, limit);
    c.header('X-RateLimit-Limit', String(quota.limit));
    c.header('X-RateLimit-Remaining', String(quota.remaining));
    c.header('X-RateLimit-Reset', String(quota.resetAt));
    return quota.waitSeconds > 0 ? refuseForNow(c, quota.waitSeconds) : next();
  };
}

/** The 429 of this protocol: the wait stands in the sentence only. */
export function refuseForNow(c: Context, seconds: number): Response {
  const error = `${tooManyRequests(seconds)} [error-too-many-requests]`;
  return c.json({ success: false, error }, 429);
}

/** `message/:id` and `message` are one route; what follows the name are ids. */
function routeOf(path: string, prefix: string): string {
  const parts = path.slice(path.indexOf(prefix) + prefix.length + 1).split('/');
  return parts[1] === 'department.transfer' ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}
