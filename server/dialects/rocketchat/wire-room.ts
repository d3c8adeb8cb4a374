import type { Conversation, Visitor } from '../../conversation/model.js';
import { agentUsername, isAgentHidden, servingAgent, toWireUser } from './agents.js';
import { usernameOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { ridOf } from './rooms.js';

/** A room as the wire has it. */
export function toWireRoom(livechat: Livechat, guest: Visitor, room: Conversation, token: string, rid = ridOf(livechat, room.id)) {
  const username = usernameOf(livechat, guest.id);
  return {
    _id: rid,
    t: 'l',
    fname: guest.name ?? username,
    departmentId: room.department,
    ...ending(room),
    ...serving(livechat, room),
    v: { _id: guest.id, token, username, status: 'online' },
    source: { type: 'api' },
    ts: new Date(room.createdAt),
    lm: lastSaid(livechat, room),
  };
}

function ending({ state, createdAt, endedAt, endedBy }: Conversation) {
  if (state !== 'ended') return { open: true };
  return { closedAt: new Date(endedAt ?? createdAt), closer: endedBy === 'visitor' ? 'visitor' : 'user' };
}

function serving(livechat: Livechat, room: Conversation) {
  const agent = servingAgent(livechat, room);
  if (!agent || isAgentHidden(livechat)) return {};
  return { servedBy: { ...toWireUser(livechat, agent), username: agentUsername(agent) } };
}

function lastSaid({ service }: Livechat, { id, createdAt }: Conversation): Date {
  const [latest] = service.context.messages.page({ of: { conversationId: id }, limit: 1 }).messages;
  return new Date(latest?.message.createdAt ?? createdAt);
}
