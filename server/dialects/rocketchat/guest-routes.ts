import { Hono } from 'hono';
import { eraseVisitor } from '../../conversation/erase-visitor.js';
import { departmentId, guestOf, registerGuest, toWireGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { invalidParams, objectIn, requiredTextIn } from './read-texts.js';
import { bodyOf, success } from './rest-answers.js';
import { RocketError } from './rocket-error.js';
import { currentRoom, transferRoom } from './rooms.js';

/** Who the visitor is and what they belong to: `visitor`, `visitor.status`, `visitor/department.transfer`. */
export function createGuestRoutes(livechat: Livechat): Hono {
  const app = new Hono();

  app.post('/visitor', async (c) => {
    const visitor = objectIn(await bodyOf(c), 'visitor');
    if (!visitor) throw invalidParams("must have required property 'visitor'");
    const { guest, token } = registerGuest(livechat, visitor);
    return c.json(success({ visitor: toWireGuest(livechat, guest, token) }));
  });

  app.get('/visitor/:token', (c) => {
    const token = c.req.param('token');
    return c.json(success({ visitor: toWireGuest(livechat, guestOf(livechat, token), token) }));
  });

  app.delete('/visitor/:token', (c) => {
    const guest = guestOf(livechat, c.req.param('token'));
    if (currentRoom(livechat, guest)) throw new RocketError('visitor-has-open-rooms');
    eraseVisitor(livechat.service.context, guest);
    return c.json(success({ visitor: { _id: guest.id, ts: new Date(livechat.service.context.now()) } }));
  });

  app.post('/visitor.status', async (c) => {
    const body = await bodyOf(c);
    const [token, status] = [requiredTextIn(body, 'token'), requiredTextIn(body, 'status')];
    guestOf(livechat, token);
    return c.json(success({ token, status }));
  });

  app.post('/visitor/department.transfer', async (c) => {
    const body = await bodyOf(c);
    const guest = guestOf(livechat, requiredTextIn(body, 'token'));
    const department = departmentId(livechat, requiredTextIn(body, 'department')) ?? '';
    transferRoom(livechat, guest, requiredTextIn(body, 'rid'), department);
    return c.json({ success: true });
  });

  return app;
}
