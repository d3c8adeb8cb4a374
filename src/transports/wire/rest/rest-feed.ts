import type { Conversation, IncomingMessage } from '../../../core/model.js';
import type { Capability, Emit, Resume } from '../../../core/transport.js';
import { toResume, type RestSession } from './rest-caller.js';
import { toEvents } from './rest-event-mapper.js';
import type { OnEvent } from './rest-poll.js';
import type { Mapping } from './rest-wire.js';

/** How frames become events, and what is learnt on the way. */
export type Feed = {
  accept: OnEvent;
  /** Tells what the backend's features allow. */
  allow(change: Partial<Record<Capability, boolean>> | undefined, resume?: Resume): void;
  /** Notes messages as the visitor's own threads. */
  own(messages: readonly IncomingMessage[]): void;
  /** Takes over a conversation that an answer spoke of; returns it. */
  note(conversation: Conversation | undefined): Conversation | undefined;
};

export function createFeed(session: RestSession, emit: Emit, mapping: () => Mapping): Feed {
  const threads = new Set<string | undefined>([undefined]);

  /** While a conversation is open, a thread never heard of is somebody else's. */
  const isForeign = ({ conversationId }: IncomingMessage): boolean => {
    const { id, state } = session.conversation;
    return !!id && state !== 'ended' && !threads.has(conversationId);
  };

  const feed: Feed = {
    accept(type, data, cursor) {
      if (cursor) session.cursor = cursor;
      const events = toEvents(type, data, mapping());
      for (const event of events) {
        const resume = cursor && event === events.at(-1) ? toResume(session) : undefined;
        if (event.type === 'capabilities') {
          feed.allow(event.change, resume);
          continue;
        }
        if (event.type === 'conversation') feed.note(event.conversation);
        const message = 'message' in event ? event.message : undefined;
        if (message && isForeign(message)) emit({ type: 'raw', name: 'foreign', data }, resume);
        else {
          if (message) feed.own([message]);
          emit(event, resume);
        }
      }
    },
    allow(change, resume) {
      if (!change) return;
      const offered = { ...change };
      // An endpoint that is not there stays away, whatever the features say.
      for (const name of session.missing) offered[name] = false;
      emit({ type: 'capabilities', change: offered }, resume);
    },
    own(messages) {
      for (const { conversationId } of messages) threads.add(conversationId);
    },
    note(conversation) {
      if (!conversation) return undefined;
      threads.add(conversation.id);
      return (session.conversation = conversation);
    },
  };
  return feed;
}
