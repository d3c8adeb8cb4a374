import type { MiddlewareHandler } from 'hono';

/** Answers carry tokens and words; no cache in between may keep them. */
export const noStore: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
};
