import { Hono } from 'hono';
import { findGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { meteorId } from './meteor-id.js';
import { invalidParams, objectIn, requiredTextIn, textIn } from './read-texts.js';
import { bodyOf } from './rest-answers.js';
import { RocketError } from './rocket-error.js';
import { openRoomOf } from './rooms.js';
import { isRepeated } from './send-message.js';

/**
 * `POST /api/apps/ui.interaction/:appId`: a pressed button. Its title becomes the visitor's message,
 * under the trigger's id, so that a repeated press says nothing twice.
 */
export function createInteractionRoutes(livechat: Livechat): Hono {
  const app = new Hono();
  app.post('/ui.interaction/:appId', async (c) => {
    const body = await bodyOf(c);
    const guest = findGuest(livechat, c.req.header('x-visitor-token'));
    if (!guest) throw new RocketError('unauthorized', { status: 401 });
    if (body['type'] !== 'blockAction') throw invalidParams("must be 'blockAction'");
    const id = requiredTextIn(body, 'actionId');
    openRoomOf(livechat, guest, requiredTextIn(body, 'rid'));
    const messageId = textIn(body, 'mid') ?? requiredTextIn(objectIn(body, 'container'), 'id');
    const localId = textIn(body, 'triggerId', 200) || meteorId();
    const value = textIn(objectIn(body, 'payload'), 'value', 10_000) ?? '';
    if (!isRepeated(livechat, guest, localId)) {
      livechat.service.messages.postFromVisitor(guest, { localId, action: { messageId, id, value } });
    }
    return c.json({ success: true });
  });
  return app;
}
