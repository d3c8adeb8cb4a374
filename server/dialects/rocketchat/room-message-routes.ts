import { Hono } from 'hono';
import { guestOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { requiredTextIn } from './read-texts.js';
import { bodyOf, success } from './rest-answers.js';
import { RocketError, repeatedMessage } from './rocket-error.js';
import { toWireMessage } from './room-messages.js';
import { openRoomOf, roomOf } from './rooms.js';
import { messageOf, ownMessageOf, readSaying, say } from './send-message.js';

/** `message`: a new one, and one read, changed or deleted. */
export function createRoomMessageRoutes(livechat: Livechat): Hono {
  const app = new Hono();

  app.post('/message', async (c) => {
    const body = await bodyOf(c);
    const { guest, rid } = speaker(livechat, body);
    requiredTextIn(body, 'msg', Infinity);
    openRoomOf(livechat, guest, rid);
    const message = say(livechat, guest, readSaying(livechat, body));
    if (!message) throw new RocketError(repeatedMessage);
    return c.json(success({ message: toWireMessage(livechat, message, rid) }));
  });

  app.get('/message/:id', (c) => {
    const { guest, rid } = speaker(livechat, c.req.query());
    const message = messageOf(livechat, guest, roomOf(livechat, guest, rid), c.req.param('id'));
    return c.json(success({ message: toWireMessage(livechat, message, rid) }));
  });

  app.put('/message/:id', async (c) => {
    const body = await bodyOf(c);
    const { guest, rid } = speaker(livechat, body);
    const own = ownMessageOf(livechat, guest, openRoomOf(livechat, guest, rid), c.req.param('id'));
    const { msg } = readSaying(livechat, body);
    return c.json(success({ message: toWireMessage(livechat, livechat.service.messages.edit(own.id, msg), rid) }));
  });

  app.delete('/message/:id', async (c) => {
    const { guest, rid } = speaker(livechat, await bodyOf(c));
    const own = ownMessageOf(livechat, guest, openRoomOf(livechat, guest, rid), c.req.param('id'));
    livechat.service.messages.remove(own.id);
    return c.json(success({ message: { _id: c.req.param('id'), ts: new Date(livechat.service.context.now()) } }));
  });

  return app;
}

function speaker(livechat: Livechat, from: Record<string, unknown>) {
  const guest = guestOf(livechat, requiredTextIn(from, 'token'));
  return { guest, rid: requiredTextIn(from, 'rid') };
}
