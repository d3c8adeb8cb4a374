import { maxTextLength } from '../../conversation/messages.js';
import type { Conversation, Message, Visitor } from '../../conversation/model.js';
import type { Livechat } from './livechat.js';
import { meteorId } from './meteor-id.js';
import { textIn } from './read-texts.js';
import { RocketError } from './rocket-error.js';

/** What a visitor wants to say in a room. `_id` is the visitor's own, so that a repetition shows. */
export type Saying = { _id: string; msg: string };

/** Reads `{_id?, msg}`; an absent id is made here. @throws RocketError `message-length-exceeds-character-limit` */
export function readSaying(livechat: Livechat, from: unknown): Saying {
  const msg = textIn(from, 'msg', Infinity) ?? '';
  if (msg.length > textLimit(livechat)) throw new RocketError('message-length-exceeds-character-limit');
  return { _id: textIn(from, '_id', 200) || meteorId(), msg };
}

/** The most characters of a message. */
export function textLimit({ options }: Livechat): number {
  const limit = options.config['limitTextLength'];
  return typeof limit === 'number' && limit > 0 ? Math.min(limit, maxTextLength) : maxTextLength;
}

/** Whether a message of that id was taken before, from this visitor or from anybody else. */
export function isRepeated({ service }: Livechat, guest: Visitor, wireId: string): boolean {
  const { messages } = service.context;
  return messages.findByLocalId(guest.id, wireId) !== undefined || messages.traceOf(wireId) !== undefined;
}

/** Posts it into the visitor's open room; answers undefined when that id was taken before. */
export function say(livechat: Livechat, guest: Visitor, { _id, msg }: Saying): Message | undefined {
  if (isRepeated(livechat, guest, _id)) return undefined;
  return livechat.service.messages.postFromVisitor(guest, { localId: _id, text: msg }).message;
}

/** A message by its id on the wire, out of one room. @throws RocketError `invalid-message` */
export function messageOf({ service }: Livechat, guest: Visitor, room: Conversation, wireId: string): Message {
  const { messages } = service.context;
  const localId = messages.findByLocalId(guest.id, wireId)?.message.id;
  const found = messages.find(localId ?? wireId);
  if (found?.visitorId !== guest.id || found.message.conversationId !== room.id) throw new RocketError('invalid-message');
  return found.message;
}

/** The same, but only one that the visitor wrote. @throws RocketError `invalid-message` */
export function ownMessageOf(livechat: Livechat, guest: Visitor, room: Conversation, wireId: string): Message {
  const message = messageOf(livechat, guest, room, wireId);
  if (message.author.role !== 'visitor') throw new RocketError('invalid-message');
  return message;
}
