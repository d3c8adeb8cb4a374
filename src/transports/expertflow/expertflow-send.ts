import { ChatError, toChatError } from '../../core/errors.js';
import type { OutgoingMessage, SendAck } from '../../core/transport.js';
import { limited } from '../limited.js';
import { toVerdict, type Verdict } from './expertflow-ack-mapper.js';
import type { Room } from './expertflow-room.js';
import { fromOutgoing, printOf, type ChatMessage } from './expertflow-send-mapper.js';
import { toResume, type Sent } from './expertflow-session.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** Milliseconds for an acknowledgement or an echo. */
const CONFIRM_MS = 5_000;
/** Bytes of a frame around its message. */
const ENVELOPE = 1_000;

/**
 * Emits `sendMessage`. The document promises neither acknowledgement nor echo. A server that has
 * never given either is waited for once; from then on a message is sent when it has been written.
 * One that has confirmed before owes it: without it nobody knows what became of the message.
 * @throws ChatError: what the acknowledgement refused; `invalid`, `too-large`; of the outcome
 * `unknown`: `timeout`, `network` when the connection ends, `aborted`
 */
export async function sendMessage(
  tools: ExpertflowTools,
  room: Room,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendAck> {
  const { context, session, connection } = tools;
  const payload = toPayload(tools, message);
  if (new Blob([JSON.stringify(payload)]).size > room.socket.maxPayload - ENVELOPE) {
    throw new ChatError('too-large', 'the server takes no frame of this size');
  }
  const entry = remember(session.sent, message.localId, payload);
  try {
    const limits = { timeoutMs: CONFIRM_MS, signals: [signal, session.life.signal], write: true };
    const work = (inner: AbortSignal): Promise<Verdict> => emit(tools, room, payload, inner);
    return toAck(tools, room, message, entry, await limited(context.clock, limits, work));
  } catch (thrown) {
    const error = toChatError(thrown);
    if (error.code === 'timeout' && !session.confirms) {
      session.confirms = false;
      return toAck(tools, room, message, entry, {});
    }
    if (error.outcome === 'not-sent') session.sent.splice(session.sent.indexOf(entry), 1);
    if (error.code === 'auth') {
      room.close();
      connection.lose(error);
    }
    throw error;
  }
}

function toPayload({ context, session }: ExpertflowTools, message: OutgoingMessage): ChatMessage {
  const { conversationId, participant, refId } = session;
  if (!conversationId || !participant) throw new ChatError('ended', 'the conversation is over');
  const timestamp = new Date(context.clock.now()).toISOString();
  return fromOutgoing(message, { conversationId, participant, refId, timestamp });
}

/** Before it leaves: its echo may be faster than anything else. A retry is the same message. */
function remember(sent: Sent[], localId: string, payload: ChatMessage): Sent {
  const known = sent.find((it) => it.localId === localId);
  const entry = known ?? { localId, print: printOf(payload) };
  if (!known) sent.push(entry);
  return entry;
}

/** Settles with whatever tells first what became of the message. */
function emit(
  { context, session }: ExpertflowTools,
  room: Room,
  payload: ChatMessage,
  signal: AbortSignal,
): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const unwatch = room.watch({
      onEnd: ({ code, message }) => reject(new ChatError(code, message, { retryable: true, outcome: 'unknown' })),
      onEcho(localId, { id, createdAt }) {
        if (localId !== payload.id) return;
        unwatch();
        session.confirms = true;
        resolve({ ...(id && { id }), createdAt });
      },
    });
    signal.addEventListener('abort', unwatch);
    const written = room.socket.emit('sendMessage', payload, (...values) => {
      unwatch();
      session.confirms = true;
      const verdict = toVerdict(values, context.clock.now());
      if (verdict.error) reject(verdict.error);
      else resolve(verdict);
    });
    if (session.confirms === false) void written.then(() => resolve({}));
  });
}

function toAck(
  { context, session }: ExpertflowTools,
  { feed }: Room,
  { localId, parts }: OutgoingMessage,
  entry: Sent,
  verdict: Verdict,
): SendAck {
  entry.id ??= verdict.id;
  const { id } = entry;
  const { createdAt } = verdict;
  const author = { role: 'visitor' as const, ...session.participant };
  feed.log.add({ ...(id && { id }), localId, author, parts, createdAt: createdAt ?? context.clock.now() });
  return { ...(id && { id }), ...(createdAt && { createdAt }), resume: toResume(session) };
}
