import type { Conversation, Visitor } from '../../conversation/model.js';
import type { Livechat } from './livechat.js';
import { RocketError } from './rocket-error.js';

const roomKind = 'rocketchat.room';

/** The name of a conversation on the wire: the one that a visitor invented for it, or its own. */
export function ridOf({ service }: Livechat, conversationId: string): string {
  return service.context.aliases.aliasOf(roomKind, conversationId) ?? conversationId;
}

/** A visitor's own room, open or not. */
export function findRoom({ service }: Livechat, guest: Visitor, rid: string): Conversation | undefined {
  const { aliases, conversations } = service.context;
  const found = conversations.find(aliases.idOf(roomKind, rid) ?? rid);
  return found?.visitorId === guest.id ? found : undefined;
}

/** @throws RocketError `invalid-room` */
export function roomOf(livechat: Livechat, guest: Visitor, rid: string): Conversation {
  const room = findRoom(livechat, guest, rid);
  if (!room) throw new RocketError('invalid-room');
  return room;
}

/** @throws RocketError `invalid-room`, `room-closed` */
export function openRoomOf(livechat: Livechat, guest: Visitor, rid: string): Conversation {
  const room = roomOf(livechat, guest, rid);
  if (room.state === 'ended') throw new RocketError('room-closed');
  return room;
}

/** The visitor's open room, if there is one. */
export function currentRoom({ service }: Livechat, guest: Visitor): Conversation | undefined {
  const current = service.conversations.current(guest);
  return current?.state === 'ended' ? undefined : current;
}

/** The visitor's open room, or a new one. @throws RocketError `no-agent-online` */
export function takeRoom(livechat: Livechat, guest: Visitor): { room: Conversation; newRoom: boolean } {
  const { service } = livechat;
  const current = currentRoom(livechat, guest);
  if (current) return { room: current, newRoom: false };
  if (service.presence.availability === 'offline' && !livechat.options.acceptWithNoAgents) {
    throw new RocketError('no-agent-online');
  }
  const room = service.context.work.run(() => service.conversations.openFor(service.conversations.leaveEnded(guest)));
  return { room, newRoom: true };
}

/**
 * The open room of a name that the visitor invented, made where there is none.
 * @throws RocketError `cannot-access-room` when the name is somebody else's, `no-agent-online`
 */
export function takeNamedRoom(livechat: Livechat, guest: Visitor, rid: string): { room: Conversation; newRoom: boolean } {
  const { aliases, conversations } = livechat.service.context;
  const known = conversations.find(aliases.idOf(roomKind, rid) ?? rid);
  if (known && known.visitorId !== guest.id) throw new RocketError('cannot-access-room');
  if (known && known.state !== 'ended') return { room: known, newRoom: false };
  const taken = takeRoom(livechat, guest);
  // The name of a closed room is not used again: the new one keeps the name the server gave it.
  if (!known) aliases.add(roomKind, rid, taken.room.id, guest.id);
  return taken;
}

/** Closes it for the visitor. @throws RocketError `error-not-allowed-to-close-conversation`, `invalid-room`, `room-closed` */
export function closeRoom(livechat: Livechat, guest: Visitor, rid: string): void {
  const room = openRoomOf(livechat, guest, rid);
  const { config } = livechat.options;
  const allowed = config['visitorsCanCloseChat'] ?? livechat.service.context.site.config.features.end;
  if (allowed === false) throw new RocketError('error-not-allowed-to-close-conversation');
  livechat.service.conversations.end(room, 'visitor');
}

/** Moves an open room to a department and notes it in its history. */
export function transferRoom(livechat: Livechat, guest: Visitor, rid: string, department: string): Conversation {
  const room = openRoomOf(livechat, guest, rid);
  const { context, conversations } = livechat.service;
  return context.work.run(() => {
    const moved = conversations.selectDepartment(guest, department) ?? room;
    const transfer = { conversationId: room.id, from: room.department, to: department };
    context.log.append(guest.id, 'transfer', transfer);
    return moved;
  });
}
