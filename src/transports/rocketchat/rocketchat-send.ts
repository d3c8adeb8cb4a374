import { ChatError, toChatError } from '../../core/errors.js';
import type { OutgoingMessage, SendAck } from '../../core/transport.js';
import { toProtocolError } from '../http.js';
import { id, shape } from '../wire/readers.js';
import { toRocketConversation } from './rocketchat-connect.js';
import { fromOutgoing } from './rocketchat-message-mapper.js';
import type { Desk, TalkTools } from './rocketchat-profile.js';
import { followRoom } from './rocketchat-streams.js';
import { toRoom, when } from './rocketchat-wire.js';

const stored = shape({}, { _id: id, ts: when });

/** Nobody is on duty: told here only, since there is no room yet over which it could be heard. */
const noteAbsence =
  ({ feed }: TalkTools) =>
  (error: unknown): never => {
    if (toChatError(error).message === 'no-agent-online') {
      feed.availability = 'offline';
      feed.emit({ type: 'availability', state: 'offline' });
    }
    throw error;
  };

/**
 * The open room, made if there is none; its streams are followed where the server lets one.
 * @returns its id
 * @throws ChatError: `ended` where the conversation is over, else that of the call
 */
export async function ensureRoom(tools: TalkTools, signal: AbortSignal): Promise<string> {
  const { session, feed, profile, mapping, line } = tools;
  await line.current();
  const { state } = session.conversation;
  if (state === 'ended') throw new ChatError('ended', 'the conversation is over');
  if (state !== 'none' && session.rid) return session.rid;
  const room = toRoom(await profile.openRoom(signal).catch(noteAbsence(tools)), mapping());
  if (!room) throw toProtocolError('the server names no room');
  session.rid = room._id;
  if (profile.begun) return room._id;
  await followRoom(tools, room._id);
  feed.note(toRocketConversation(room));
  return room._id;
}

/**
 * Stores a message under its own id. A server that has it already refuses it with some 400 or answers
 * nothing; only the history can tell that from a refusal.
 */
async function store({ profile }: TalkTools, message: { _id: string; rid: string; msg: string }, signal: AbortSignal) {
  const { _id, rid } = message;
  let refusal = new ChatError('server', 'the server neither took nor knows the message', {
    retryable: true,
    outcome: 'unknown',
  });
  try {
    const sent = await profile.post(message, signal);
    if (sent) return sent;
  } catch (thrown) {
    refusal = toChatError(thrown);
    if (refusal.status !== 400 || refusal.code === 'auth' || refusal.code === 'rate-limited') throw refusal;
  }
  const found = await profile.find(_id, rid, signal);
  if (!found) throw refusal;
  return found;
}

/** Files are messages of their own since their upload; the row on screen becomes the first, or the words. */
function tellUploads({ feed }: TalkTools, ids: readonly string[], localId: string, hasWords: boolean): SendAck {
  for (const [index, one] of ids.entries()) {
    const message = feed.uploads.get(one);
    if (!message) continue; // uploaded before a reload: the history shows it
    const isRow = index === 0 && !hasWords;
    feed.emit({ type: 'message', message: isRow ? { ...message, localId } : message });
    feed.uploads.delete(one);
  }
  const createdAt = feed.known.get(ids[0]!)?.at;
  return { id: ids[0]!, ...(createdAt && { createdAt }) };
}

/** Words under the local id; the first ones begin the conversation. */
async function sendWords(tools: TalkTools, localId: string, msg: string, signal: AbortSignal): Promise<SendAck> {
  const { session, profile, mapping, feed } = tools;
  if (!msg) throw new ChatError('invalid', 'there is nothing to send');
  const rid = await ensureRoom(tools, signal);
  const sent = stored(await store(tools, { _id: localId, rid, msg }, signal), mapping());
  if (session.conversation.state === 'none') {
    feed.note({ id: rid, state: 'queued' });
    profile.begun?.(rid);
  }
  return { id: sent?._id ?? localId, ...(sent?.ts && { createdAt: sent.ts }) };
}

/**
 * Sends one message: a choice to the app that offered it, files by what they became, words under the local id.
 * @param act the call for a choice; its code is loaded on need
 * @throws ChatError `too-large` for more characters than config allows, else that of the call
 */
export async function sendRocket(
  tools: TalkTools,
  message: OutgoingMessage,
  signal: AbortSignal,
  act: Desk['act'],
): Promise<SendAck> {
  const { localId, action } = message;
  const { msg, uploads } = fromOutgoing(message);
  const { limit = Infinity } = tools.session.rules;
  if (msg.length > limit) throw new ChatError('too-large', `more than ${limit} characters`);
  if (action) {
    await act(action, localId);
    return { id: localId };
  }
  if (!uploads[0]) return sendWords(tools, localId, msg, signal);
  await ensureRoom(tools, signal);
  const ack = tellUploads(tools, uploads, localId, msg !== '');
  return msg ? sendWords(tools, localId, msg, signal) : ack;
}
