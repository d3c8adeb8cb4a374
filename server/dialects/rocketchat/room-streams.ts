import { isObject } from '../../http/json-body.js';
import { guestOf } from './guests.js';
import type { Livechat } from './livechat.js';
import { textIn } from './read-texts.js';
import { RocketError } from './rocket-error.js';
import { findRoom } from './rooms.js';

/** What a subscription may be about. */
export type Topic =
  | 'message'
  | 'livechat'
  | 'user-activity'
  | 'typing'
  | 'deleteMessage'
  | 'deleteMessageBulk'
  | 'messagesRead'
  | 'videoconf';

/** One thing that a visitor follows in one room. */
export type RoomStream = {
  /** The collection of its frames. */
  name: string;
  /** `RID` or `RID/…`, as the client wrote it. */
  eventName: string;
  topic: Topic;
  rid: string;
  conversationId: string;
  visitorId: string;
};

/** Which member of the credentials each stream looks at, as the server's own rules do. */
const streams: Readonly<Record<string, { credential: 'token' | 'visitorToken'; topic?: Topic }>> = {
  'stream-room-messages': { credential: 'visitorToken', topic: 'message' },
  'stream-livechat-room': { credential: 'visitorToken', topic: 'livechat' },
  'stream-notify-room': { credential: 'token' },
};

const notifyTopics: readonly Topic[] = ['user-activity', 'typing', 'deleteMessage', 'deleteMessageBulk', 'messagesRead', 'videoconf'];

/**
 * Checks what a `sub` frame asks for: `[eventName, {useCollection, args: [{token, visitorToken}]} | boolean]`.
 * @param ownToken stands in where very old clients send no credentials with a subscription
 * @throws RocketError `invalid-event-name`, `not-allowed`, or 404 for a name nobody publishes
 */
export function openRoomStream(livechat: Livechat, name: string, params: readonly unknown[], ownToken: string | undefined): RoomStream {
  const stream = Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (!stream) throw new RocketError(`Subscription '${name}' not found`, { status: 404 });
  const [eventName, options] = params;
  const { topic, rid } = readEventName(eventName, stream.topic);
  const token = isObject(options) ? textIn(firstArgument(options), stream.credential) : legacyToken(livechat, ownToken);
  return { name, eventName: String(eventName), topic, rid, ...ownedRoom(livechat, token, rid) };
}

/** `RID` where the stream has one topic, else `RID/topic`. */
function readEventName(eventName: unknown, only: Topic | undefined): { topic: Topic; rid: string } {
  if (typeof eventName !== 'string' || eventName === '' || eventName.length > 500) throw new RocketError('invalid-event-name');
  if (only) return { topic: only, rid: eventName };
  const [rid = '', name = ''] = eventName.split('/');
  const topic = notifyTopics.find((each) => each === name);
  if (!topic || eventName !== `${rid}/${topic}`) throw new RocketError('invalid-event-name');
  return { topic, rid };
}

/** Whether an `added` frame is wanted, which only very old clients need. */
export function wantsCollection([, options]: readonly unknown[]): boolean {
  return options === true || (isObject(options) && options['useCollection'] === true);
}

function firstArgument({ args }: Record<string, unknown>): unknown {
  return Array.isArray(args) ? args[0] : undefined;
}

function legacyToken({ options }: Livechat, ownToken: string | undefined): string | undefined {
  return options.profile === 'rest' ? undefined : ownToken;
}

function ownedRoom(livechat: Livechat, token: string | undefined, rid: string) {
  try {
    const guest = guestOf(livechat, token);
    const room = findRoom(livechat, guest, rid);
    if (room) return { conversationId: room.id, visitorId: guest.id };
  } catch (error) {
    if (!(error instanceof RocketError)) throw error;
  }
  // A stranger, somebody else's room, one that does not exist yet: all look the same.
  throw new RocketError('not-allowed');
}
