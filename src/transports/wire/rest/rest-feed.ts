import type { Conversation, IncomingMessage } from '../../../core/model.js';
import type { Capability, Emit } from '../../../core/transport.js';
import type { RestSession } from './rest-caller.js';

/** One frame: the contract's name of the event, its data, and the cursor behind it. */
export type OnFrame = (type: string, data: unknown, cursor: string | undefined) => void;

/** What is learnt on the way, whoever tells it. */
export type Feed = {
  /** Tells what the backend's features allow. */
  allow(change: Partial<Record<Capability, boolean>> | undefined): void;
  /** Notes messages as the visitor's own threads. */
  own(messages: readonly IncomingMessage[]): void;
  /** While a conversation is open, a thread never heard of is somebody else's. */
  isForeign(message: IncomingMessage): boolean;
  /** Takes over a conversation that an answer spoke of; returns it. */
  note(conversation: Conversation | undefined): Conversation | undefined;
};

/** What one session of the open REST contract learns of its backend; capabilities are told by `emit`. */
export function createFeed(session: RestSession, emit: Emit): Feed {
  const threads = new Set<string | undefined>([undefined]);
  return {
    allow(change) {
      if (!change) return;
      const offered = { ...change };
      // An endpoint that is not there stays away, whatever the features say.
      for (const name of session.missing) offered[name] = false;
      emit({ type: 'capabilities', change: offered });
    },
    own(messages) {
      for (const { conversationId } of messages) threads.add(conversationId);
    },
    isForeign({ conversationId }) {
      const { id, state } = session.conversation;
      return !!id && state !== 'ended' && !threads.has(conversationId);
    },
    note(conversation) {
      if (!conversation) return undefined;
      threads.add(conversation.id);
      return (session.conversation = conversation);
    },
  };
}
