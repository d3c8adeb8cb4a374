import type { Conversation, IncomingMessage } from '../../../core/model.js';
import type { Capability, Emit } from '../../../core/transport.js';
import { toResume, type RestSession } from './rest-caller.js';
import { toCapabilities } from './rest-config-mapper.js';
import { toEvent } from './rest-event-mapper.js';
import type { Mapping } from './rest-wire.js';

/** One frame: the contract's name of the event, its data, and the cursor behind it. */
export type OnFrame = (type: string, data: unknown, cursor: string | undefined) => void;

/** How frames become events, and what is learnt on the way. */
export type Feed = {
  accept: OnFrame;
  /** Tells what the backend's features allow. */
  allow(change: Partial<Record<Capability, boolean>> | undefined): void;
  /** Notes messages as the visitor's own threads. */
  own(messages: readonly IncomingMessage[]): void;
  /** Takes over a conversation that an answer spoke of; returns it. */
  note(conversation: Conversation | undefined): Conversation | undefined;
};

/** The frames of `GET /events` in the open REST contract; the feed tells what it maps by `emit`, with the cursor in the resume token. */
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
      let event = toEvent(type, data, mapping());
      // Before the event itself, whose resume token says that all of the frame has been told.
      if (event.type === 'config') feed.allow(toCapabilities(data, mapping()));
      if (event.type === 'conversation') feed.note(event.conversation);
      if ('message' in event) {
        if (isForeign(event.message)) event = { type: 'raw', name: 'foreign', data };
        else feed.own([event.message]);
      }
      emit(event, cursor ? toResume(session) : undefined);
    },
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
    note(conversation) {
      if (!conversation) return undefined;
      threads.add(conversation.id);
      return (session.conversation = conversation);
    },
  };
  return feed;
}
