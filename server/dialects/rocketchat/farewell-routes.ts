import { Hono } from 'hono';
import { ServiceError } from '../../conversation/service-error.js';
import { guestOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { rateRoom } from './rate-room.js';
import { requiredTextIn, textIn } from './read-texts.js';
import { bodyOf, success } from './rest-answers.js';
import { RocketError } from './rocket-error.js';
import { ridOf, roomOf } from './rooms.js';

/** What is left to do when a room was useful: `room.survey`, `transcript`. */
export function createFarewellRoutes(livechat: Livechat): Hono {
  const app = new Hono();

  app.post('/room.survey', async (c) => {
    const body = await bodyOf(c);
    const guest = guestOf(livechat, requiredTextIn(body, 'token'));
    const room = roomOf(livechat, guest, requiredTextIn(body, 'rid'));
    if (!Array.isArray(body['data'])) throw new RocketError('invalid-data');
    return c.json(success({ rid: ridOf(livechat, room.id), data: rateRoom(livechat, guest, room, body['data']) }));
  });

  app.post('/transcript', async (c) => {
    const body = await bodyOf(c);
    const guest = guestOf(livechat, requiredTextIn(body, 'token'));
    roomOf(livechat, guest, requiredTextIn(body, 'rid'));
    try {
      livechat.service.submissions.mailTranscript(guest, textIn(body, 'email', 254));
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'invalid') throw error;
      return c.json({ success: false, message: 'Error sending livechat transcript' }, 400);
    }
    return c.json(success({ message: 'Livechat transcript sent' }));
  });

  return app;
}
