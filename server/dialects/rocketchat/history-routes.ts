import { Hono } from 'hono';
import { guestOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { success } from './rest-answers.js';
import { RocketError } from './rocket-error.js';
import { type HistoryRange, historyOf } from './room-history.js';
import { roomOf } from './rooms.js';

const defaultCount = 20;
const maxCount = 100;

/** `messages.history`, newest first. */
export function createHistoryRoutes(livechat: Livechat): Hono {
  const app = new Hono();

  app.get('/messages.history/:rid', (c) => {
    const query = c.req.query();
    if (!query['token']) throw new RocketError('error-token-param-not-provided');
    const guest = guestOf(livechat, query['token']);
    const rid = c.req.param('rid');
    const room = roomOf(livechat, guest, rid);
    return c.json(success({ messages: historyOf(livechat, guest, room, rid, readRange(query)) }));
  });

  return app;
}

function readRange({ limit, offset, end }: Record<string, string>): HistoryRange {
  const before = end === undefined ? undefined : new Date(end);
  if (before && Number.isNaN(before.getTime())) throw new RocketError('error-end-param-invalid');
  return {
    limit: Math.min(countOf(limit, 'limit', defaultCount) || defaultCount, maxCount),
    offset: countOf(offset, 'offset', 0),
    end: before,
  };
}

function countOf(text: string | undefined, name: string, fallback: number): number {
  if (text === undefined || text === '') return fallback;
  if (!/^\d{1,9}$/.test(text)) throw new RocketError(`error-${name}-param-invalid`);
  return Number(text);
}
