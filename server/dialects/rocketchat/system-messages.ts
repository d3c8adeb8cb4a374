import type { Conversation, Visitor } from '../../conversation/model.js';
import { loggedAuthor } from '../logged-author.js';
import { agentUsername, toWireUser } from './agents.js';
import type { Livechat } from './livechat.js';
import { visitorUser } from './room-messages.js';

/** A line that the server itself writes into a room. `cursor` is the event it comes from. */
export type SystemMessage = {
  cursor?: string;
  _id: string;
  rid: string;
  t: string;
  msg: string;
  ts: Date;
  u: unknown;
  _updatedAt: Date;
  transferData?: unknown;
};

type Scene = { livechat: Livechat; guest: Visitor; room: Conversation; rid: string };
type Participant = { change: 'joined' | 'left'; who: unknown };
type Transfer = { conversationId: string; from?: string; to: string };

/** The events behind lines that come between the first and the last. */
export const systemEvents = ['participant', 'transfer'] as const;

/** What tells a client more than it can know otherwise. */
const indispensable = ['livechat-close', 'livechat_transfer_history'];

/**
 * All lines of a room, oldest first. They are not stored: the conversation knows its beginning and
 * end, the log who came and went, so history and live frames cannot disagree.
 */
export function systemMessagesOf(livechat: Livechat, guest: Visitor, room: Conversation, rid: string): SystemMessage[] {
  const scene = { livechat, guest, room, rid };
  const begin = Date.parse(room.createdAt);
  const end = room.endedAt === undefined ? Infinity : Date.parse(room.endedAt);
  const between = livechat.service.context.log
    .kept(guest.id, systemEvents)
    .filter(({ at }) => at >= begin && at <= end)
    .flatMap(({ type, data, cursor, at }) =>
      type === 'transfer' ? transferred(scene, data as Transfer, cursor, at) : moved(scene, data as Participant, cursor, at),
    );
  const all = [started(scene), ...between, ...(room.state === 'ended' ? [closed(scene)] : [])];
  return livechat.options.systemMessages ? all : all.filter(({ t }) => indispensable.includes(t));
}

/** The line that ends a room. */
export function closedMessageOf(livechat: Livechat, guest: Visitor, room: Conversation, rid: string): SystemMessage {
  return closed({ livechat, guest, room, rid });
}

function started(scene: Scene): SystemMessage {
  const { guest, livechat, room } = scene;
  return line(scene, `${room.id}-started`, Date.parse(room.createdAt), {
    t: 'livechat-started',
    u: visitorUser(livechat, guest),
  });
}

function closed(scene: Scene): SystemMessage {
  const { guest, livechat, room } = scene;
  const byVisitor = room.endedBy === 'visitor';
  const { service, options } = livechat;
  const configured = options.config['conversationFinishedMessage'] ?? service.context.site.config.messages['finished'];
  const comment = byVisitor ? 'Closed by visitor' : 'Closed by agent';
  return line(scene, `${room.id}-closed`, Date.parse(room.endedAt ?? room.createdAt), {
    t: 'livechat-close',
    msg: typeof configured === 'string' && configured !== '' ? configured : comment,
    u: byVisitor ? visitorUser(livechat, guest) : toWireUser(livechat, service.presence.operator),
  });
}

function moved(scene: Scene, { change, who }: Participant, cursor: string, at: number): SystemMessage[] {
  const author = loggedAuthor(who);
  const u = toWireUser(scene.livechat, author);
  const make = (t: string, more: Partial<SystemMessage>) => line(scene, `${scene.room.id}-${cursor}-${t}`, at, { t, u, cursor, ...more });
  const username = agentUsername(author);
  if (change === 'joined') return [make('uj', { msg: username }), make('command', { msg: 'connected' })];
  const transferData = { scope: 'queue', transferredBy: { ...u, userType: 'user' }, ts: new Date(at) };
  return [make('ul', { msg: username }), make('livechat_transfer_history', { transferData })];
}

function transferred(scene: Scene, { conversationId, from, to }: Transfer, cursor: string, at: number): SystemMessage[] {
  const { guest, livechat, room } = scene;
  if (conversationId !== room.id) return [];
  const u = visitorUser(livechat, guest);
  const name = livechat.service.context.site.config.departments.find(({ id }) => id === to)?.name ?? to;
  const transferData = {
    scope: 'department',
    transferredBy: { ...u, userType: 'visitor' },
    nextDepartment: { _id: to, name },
    previousDepartment: from,
    ts: new Date(at),
  };
  return [line(scene, `${room.id}-${cursor}-transfer`, at, { t: 'livechat_transfer_history', u, cursor, transferData })];
}

function line({ rid }: Scene, id: string, at: number, more: Partial<SystemMessage> & { t: string; u: unknown }): SystemMessage {
  const ts = new Date(at);
  return { _id: id, rid, msg: '', ts, _updatedAt: ts, ...more };
}
