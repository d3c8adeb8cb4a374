import { toChatError } from '../../core/errors.js';
import type { Conversation } from '../../core/model.js';
import { limited } from '../limited.js';
import { toVerdict } from './expertflow-ack-mapper.js';
import type { Room } from './expertflow-room.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** Milliseconds for the server to say that it is over. */
const PATIENCE_MS = 5_000;

/**
 * Emits `endConversation`. A server that says nothing is taken at its document's word: the event
 * ends the conversation.
 * @throws ChatError: what an acknowledgement refused; `network` when the connection ends before
 */
export async function endConversation(
  { context, session }: ExpertflowTools,
  room: Room,
): Promise<Conversation> {
  const { conversationId } = session;
  const limits = { timeoutMs: PATIENCE_MS, signals: [session.life.signal], write: true };
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      room.watch({
        onEnd: (error) => (session.state === 'ended' ? resolve() : reject(error)),
        onEvent: () => void (session.state === 'ended' && resolve()),
      });
      void room.socket.emit('endConversation', { conversationId }, (...values) => {
        const { error } = toVerdict(values, context.clock.now());
        if (error) reject(error);
        else resolve();
      });
    });
  await limited(context.clock, limits, work).catch((error: unknown) => {
    if (toChatError(error).code !== 'timeout') throw error;
  });
  const ended = room.feed.finish();
  room.close();
  return ended;
}
