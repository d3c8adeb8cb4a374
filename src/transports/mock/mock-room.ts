import type { Clock } from '../../core/clock.js';
import type { Author, Conversation, IncomingMessage, Part } from '../../core/model.js';
import type {
  HistoryPage, HistoryQuery, OutgoingMessage, TransportEvent,
} from '../../core/transport.js';

/** The memory of one pretended backend; it outlives connections. */
export type MockRoom = {
  readonly visitorId: string;
  conversation: Conversation;
  readonly messages: readonly IncomingMessage[];
  /** Sends to the widget while it is connected; what cannot be sent is found in the history. */
  tell(event: TransportEvent): void;
  add(author: Author, parts: Part[], more?: Partial<IncomingMessage>): IncomingMessage;
  /** Takes an own message; the same local id is one message. */
  take(message: OutgoingMessage): IncomingMessage;
  /** The message of that id, or the newest of the other side. */
  find(id?: string): IncomingMessage | undefined;
  remove(id: string): void;
  page(query: HistoryQuery): HistoryPage;
};

/** An empty conversation; what changes in it is told by `emit`. */
export function createMockRoom(clock: Clock, emit: (event: TransportEvent) => void): MockRoom {
  let messages: IncomingMessage[] = [];
  let order = 0;
  const room: MockRoom = {
    visitorId: clock.randomId(),
    conversation: { state: 'none' },
    get messages() {
      return messages;
    },
    tell: emit,
    add(author, parts, more) {
      order += 1;
      const message = { id: `m${order}`, author, parts, createdAt: clock.now(), order, ...more };
      messages.push(message);
      emit({ type: 'message', message });
      return message;
    },
    take({ localId, parts }) {
      const known = messages.find((message) => message.localId === localId);
      if (known) return known;
      if (room.conversation.state === 'none') {
        room.conversation = { id: 'mock', state: 'active' };
        emit({ type: 'conversation', conversation: room.conversation });
      }
      return room.add({ role: 'visitor' }, parts, { localId });
    },
    find(id) {
      return messages.findLast((message) =>
        id ? message.id === id : message.author.role !== 'visitor',
      );
    },
    remove(id) {
      messages = messages.filter((message) => message.id !== id);
      emit({ type: 'message-deleted', id });
    },
    page({ before, after, limit }) {
      const at = messages.findIndex(({ id }) => id === (after ?? before));
      const rest = after ? messages.slice(at + 1) : before ? messages.slice(0, Math.max(0, at)) : messages;
      const page = after ? rest.slice(0, limit) : rest.slice(-limit);
      return { messages: page, hasMore: rest.length > page.length };
    },
  };
  return room;
}
