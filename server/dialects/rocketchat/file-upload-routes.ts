import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { fileResponse } from '../../http/file-response.js';
import { findGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { findRoom } from './rooms.js';

/**
 * `GET /file-upload/<id>/<name>`: for whoever names room and token, in the address (`rc_rid`, `rc_token`,
 * `rc_room_type=l`) or, on the same origin, in cookies.
 */
export function createFileUploadRoutes(livechat: Livechat): Hono {
  const app = new Hono();
  const { uploads } = livechat.service.context;
  app.get('/:id/:name', (c) => {
    const upload = uploads.find(c.req.param('id'));
    const file = upload && uploads.read(upload.secret);
    if (!file) return c.body(null, 404);
    if (livechat.options.protectFiles && !mayRead(livechat, c, file.upload.visitorId)) return c.body(null, 403);
    return fileResponse(file);
  });
  return app;
}

function mayRead(livechat: Livechat, c: Context, ownerId: string): boolean {
  const named = (name: string): string => c.req.query(name) ?? getCookie(c, name) ?? '';
  const guest = findGuest(livechat, named('rc_token'));
  const isVisitor = named('rc_room_type') === 'l' && guest?.id === ownerId;
  return isVisitor && findRoom(livechat, guest, named('rc_rid')) !== undefined;
}
