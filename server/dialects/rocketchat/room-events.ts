import type { Author, Conversation, LoggedEvent, Message, Visitor } from '../../conversation/model.js';
import { loggedAuthor } from '../logged-author.js';
import { agentStatus, agentUsername, servingAgent, toWireAgent } from './agents.js';
import type { Livechat } from './livechat.js';
import { queueInfo } from './livechat-config.js';
import { toWireMessage, wireIdOf } from './room-messages.js';
import type { Topic } from './room-streams.js';
import { closedMessageOf, systemEvents, systemMessagesOf } from './system-messages.js';

/** What those hear who follow a topic of one conversation. `args` depends on the name they know the room by. */
export type RoomEvent = { topic: Topic; conversationId: string; args(rid: string): unknown[] };

type Scene = { livechat: Livechat; guest: Visitor };
type Translate = (scene: Scene, data: never, event: LoggedEvent) => RoomEvent[];

const translations = new Map<string, Translate>([
  ['message', ({ livechat }, message: Message) => [messageEvent(livechat, message)]],
  ['message-updated', ({ livechat }, message: Message) => [messageEvent(livechat, message)]],
  ['message-part', partEvents],
  ['message-deleted', deletedEvents],
  ['typing', typingEvents],
  ['receipt', receiptEvents],
  ['participant', participantEvents],
  ['transfer', (scene, _data, event) => systemLines(scene, event)],
  ['availability', availabilityEvents],
  ['queue', ({ livechat, guest }, data: { position: number; etaSeconds?: number }) =>
    aboutCurrent(livechat, guest, { type: 'queueData', data: queueInfo(data.position, data.etaSeconds) })],
  ['conversation', conversationEvents],
]);

/** An event of the log in the words of the streams; none for what this protocol has no words for. */
export function toRoomEvents(livechat: Livechat, guest: Visitor, event: LoggedEvent): RoomEvent[] {
  return translations.get(event.type)?.({ livechat, guest }, event.data as never, event) ?? [];
}

function messageEvent(livechat: Livechat, message: Message): RoomEvent {
  const { conversationId } = message;
  return { topic: 'message', conversationId, args: (rid) => [toWireMessage(livechat, message, rid)] };
}

/** An answer that is being written is edited again and again. */
function partEvents({ livechat, guest }: Scene, part: { id?: unknown; op?: string }): RoomEvent[] {
  if (typeof part.id !== 'string') return [];
  const stored = livechat.service.context.messages.find(part.id);
  const whole = livechat.service.streams.replacements(guest.id).find(({ id }) => id === part.id);
  if (part.op !== 'append' || !stored || !whole) return [];
  return [messageEvent(livechat, { ...stored.message, text: whole.text, editedAt: livechat.service.context.nowText() })];
}

function deletedEvents({ livechat }: Scene, { id }: { id: string }): RoomEvent[] {
  const trace = livechat.service.context.messages.traceOf(id);
  if (!trace) return [];
  const _id = wireIdOf({ id, localId: trace.localId });
  return [{ topic: 'deleteMessage', conversationId: trace.conversationId, args: () => [{ _id }] }];
}

function typingEvents({ livechat, guest }: Scene, { author, on }: { author: Author; on: boolean }): RoomEvent[] {
  const room = livechat.service.conversations.current(guest);
  if (!room) return [];
  const username = agentUsername(author);
  return [
    { topic: 'user-activity', conversationId: room.id, args: () => [username, on ? ['user-typing'] : []] },
    { topic: 'typing', conversationId: room.id, args: () => [username, on] },
  ];
}

function receiptEvents({ livechat }: Scene, { upTo, state }: { upTo: string; state: string }): RoomEvent[] {
  const read = livechat.service.context.messages.find(upTo)?.message;
  if (state !== 'read' || !read) return [];
  return [{ topic: 'messagesRead', conversationId: read.conversationId, args: () => [{ until: new Date(read.createdAt) }] }];
}

function availabilityEvents({ livechat, guest }: Scene): RoomEvent[] {
  const room = livechat.service.conversations.current(guest);
  if (!room || !servingAgent(livechat, room)) return [];
  return aboutCurrent(livechat, guest, { type: 'agentStatus', status: agentStatus(livechat) });
}

function participantEvents(scene: Scene, { change, who }: { change: string; who: unknown }, event: LoggedEvent): RoomEvent[] {
  const { livechat, guest } = scene;
  const data = change === 'joined' ? { data: toWireAgent(livechat, loggedAuthor(who)) } : {};
  const served = change === 'joined' && livechat.service.presence.availability === 'busy';
  return [
    ...systemLines(scene, event),
    ...aboutCurrent(livechat, guest, { type: 'agentData', ...data }),
    // Whoever is served stands in no line any more.
    ...(served ? aboutCurrent(livechat, guest, { type: 'queueData' }) : []),
  ];
}

function conversationEvents({ livechat, guest }: Scene, { id, state }: { id?: unknown; state?: string }): RoomEvent[] {
  const room = typeof id === 'string' ? livechat.service.context.conversations.find(id) : undefined;
  if (state !== 'ended' || !room) return [];
  return [{ topic: 'message', conversationId: room.id, args: (rid) => [closedMessageOf(livechat, guest, room, rid)] }];
}

/** The lines that the server itself writes about an event. */
function systemLines({ livechat, guest }: Scene, { cursor, type }: LoggedEvent): RoomEvent[] {
  const room = livechat.service.conversations.current(guest);
  if (!room || !systemEvents.some((each) => each === type)) return [];
  const linesFor = (rid: string) => systemMessagesOf(livechat, guest, room, rid).filter((line) => line.cursor === cursor);
  return linesFor('').map((_, index) => ({
    topic: 'message',
    conversationId: room.id,
    args: (rid) => linesFor(rid).slice(index, index + 1).map(({ cursor: __, ...line }) => line),
  }));
}

/** News for `stream-livechat-room` of the visitor's current room. */
function aboutCurrent({ service }: Livechat, guest: Visitor, news: Record<string, unknown>): RoomEvent[] {
  const room: Conversation | undefined = service.conversations.current(guest);
  return room ? [{ topic: 'livechat', conversationId: room.id, args: () => [news] }] : [];
}
