import { Hono } from 'hono';
import { servingAgent, toWireAgent } from './agents.js';
import { findGuest, guestOf } from './guests.js';
import { leaveMessage } from './leave-message.js';
import type { Livechat } from './livechat.js';
import { bodyOf, success } from './rest-answers.js';
import { RocketError } from './rocket-error.js';
import { currentRoom, roomOf } from './rooms.js';

/** Who helps, now or later: `agent.info`, `agent.next`, `offline.message`. */
export function createHelpRoutes(livechat: Livechat): Hono {
  const app = new Hono();
  const { presence } = livechat.service;

  app.get('/agent.info/:rid/:token', (c) => {
    const guest = guestOf(livechat, c.req.param('token'));
    const agent = servingAgent(livechat, roomOf(livechat, guest, c.req.param('rid')));
    if (!agent) throw new RocketError('invalid-agent');
    return c.json(success({ agent: toWireAgent(livechat, agent) }));
  });

  app.get('/agent.next/:token', (c) => {
    const guest = findGuest(livechat, c.req.param('token'));
    if (guest && currentRoom(livechat, guest)) return c.json({ success: true });
    if (presence.availability === 'offline') throw new RocketError('agent-not-found');
    return c.json(success({ agent: toWireAgent(livechat, presence.operator) }));
  });

  app.post('/offline.message', async (c) => {
    leaveMessage(livechat, await bodyOf(c));
    return c.json(success({ message: 'Livechat offline message sent' }));
  });

  return app;
}
