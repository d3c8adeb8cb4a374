import { ChatError } from '../../core/errors.js';
import { toVerdict } from './expertflow-ack-mapper.js';
import type { Room } from './expertflow-room.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** Milliseconds for the server to show that it knows the conversation. */
const PATIENCE_MS = 8_000;

/**
 * Emits `joinConversation`. The document promises `conversationInfo` and a greeting; an
 * acknowledgement is taken where one comes. Who waits for history waits for `conversationInfo`, and
 * only does without it when something else has shown that the conversation is known.
 * @param isNew there is no history to wait for
 * @throws ChatError `ended` when nothing comes, or the conversation is over; what the
 * acknowledgement refused; what ended the connection
 */
export function joinRoom({ context, session }: ExpertflowTools, room: Room, isNew: boolean): Promise<void> {
  const { conversationId, participant } = session;
  return new Promise((resolve, reject) => {
    let isKnown = false;
    const settle = (error?: ChatError): void => {
      cancel();
      unwatch();
      const isOver = session.conversationId !== conversationId;
      if (error ?? isOver) reject(error ?? new ChatError('ended', 'the conversation is over'));
      else resolve();
    };
    const cancel = context.clock.setTimer(() => {
      settle(isKnown ? undefined : new ChatError('ended', 'the server does not know the conversation'));
    }, PATIENCE_MS);
    const unwatch = room.watch({
      onEnd: settle,
      onEvent(name) {
        isKnown ||= name === 'messageArrived' || name === 'conversationInfo';
        if (name === 'conversationInfo' || (isNew && isKnown)) settle();
      },
    });
    void room.socket.emit('joinConversation', { conversationId, ...participant }, (...values) => {
      const { error } = toVerdict(values, context.clock.now());
      isKnown = true;
      if (error ?? isNew) settle(error);
    });
  });
}
