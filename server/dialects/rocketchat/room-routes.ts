import { Hono } from 'hono';
import { departmentId, guestOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { requiredTextIn } from './read-texts.js';
import { bodyOf, success } from './rest-answers.js';
import { RocketError } from './rocket-error.js';
import { closeRoom, findRoom, takeRoom, transferRoom } from './rooms.js';
import { toWireRoom } from './wire-room.js';

/** `room`, `room.close`, `room.transfer`. */
export function createRoomRoutes(livechat: Livechat): Hono {
  const app = new Hono();

  app.get('/room', (c) => {
    const { rid } = c.req.query();
    const token = requiredTextIn(c.req.query(), 'token');
    const guest = guestOf(livechat, token);
    if (!rid) {
      const { room, newRoom } = takeRoom(livechat, guest);
      return c.json(success({ room: toWireRoom(livechat, guest, room, token), newRoom }));
    }
    const room = findRoom(livechat, guest, rid);
    if (!room || room.state === 'ended') throw new RocketError('invalid-room');
    return c.json(success({ room: toWireRoom(livechat, guest, room, token, rid), newRoom: false }));
  });

  app.post('/room.close', async (c) => {
    const body = await bodyOf(c);
    const guest = guestOf(livechat, requiredTextIn(body, 'token'));
    const rid = requiredTextIn(body, 'rid');
    closeRoom(livechat, guest, rid);
    return c.json(success({ rid, comment: 'Closed by visitor' }));
  });

  app.post('/room.transfer', async (c) => {
    // A current server has only the visitor's form of it.
    if (livechat.options.profile === 'rest') return c.json({ success: false, error: 'API endpoint not found' }, 404);
    const body = await bodyOf(c);
    const token = requiredTextIn(body, 'token');
    const guest = guestOf(livechat, token);
    const department = departmentId(livechat, requiredTextIn(body, 'department')) ?? '';
    const room = transferRoom(livechat, guest, requiredTextIn(body, 'rid'), department);
    return c.json(success({ room: toWireRoom(livechat, guest, room, token) }));
  });

  return app;
}
