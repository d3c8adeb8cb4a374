import type { ChatAction } from './actions.js';
import { initialShared } from './initial-state.js';
import {
  acknowledge, appendOwn, applyReceipt, forward, isConfirmed, isKnown, isShown, patchById, patchLocal, upsert,
} from './message-list.js';
import type { Author, Conversation, IncomingMessage, Message, MessageStatus, TextPart } from './model.js';
import type { ChatState, SharedState, Typing } from './state.js';

type Of<T extends ChatAction['type']> = Extract<ChatAction, { type: T }>;
type Handlers = { [T in ChatAction['type']]: (state: ChatState, action: Of<T>) => Partial<ChatState> };

const sameAuthor = (a: Author, b: Author): boolean => a.role === b.role && a.id === b.id;

const withoutTyping = (typing: readonly Typing[], author: Author): Typing[] =>
  typing.filter((entry) => !sameAuthor(entry.author, author));

const withStatus =
  (status: MessageStatus) =>
  (message: Message): Message => ({ ...message, status: forward(message.status, status)! });

/** A retry is the one way back: it also lifts what made the message fail. What is on its way goes on. */
const requeued = (message: Message): Message => {
  const { error: _, ...rest } = message;
  return isConfirmed(message) || message.status === 'sending' ? message : { ...rest, status: 'queued' };
};

/** The own message that an action is about, changed. */
const changed =
  (change: (message: Message) => Message) =>
  ({ messages }: ChatState, { localId }: { localId: string }): Partial<ChatState> => ({
    messages: patchLocal(messages, localId, change),
  });

function withUpload(uploads: Record<string, number>, localId: string, done: number | null) {
  const { [localId]: _, ...rest } = uploads;
  return done === null ? rest : { ...rest, [localId]: done };
}

/**
 * The text of a streamed message after one more piece. A piece that starts beyond the end waits for
 * `replace`; one that comes twice is laid over its first copy and takes nothing away behind it.
 */
function appendText(message: Message, action: Of<'message/part-received'>): Message {
  const { op, text: piece } = action;
  const old = (message.parts[0] as TextPart | undefined)?.text ?? '';
  const from = op === 'append' ? (action.offset ?? old.length) : 0;
  const laid = old.slice(0, from) + piece + old.slice(from + piece.length);
  const isWhole = op === 'replace' || (op === 'end' && piece !== '');
  const text = isWhole ? piece : from > old.length ? old : laid;
  return { ...message, parts: [{ type: 'text', text, format: 'markdown' }], streaming: op !== 'end' && message.streaming !== false };
}

function withPart(messages: readonly Message[], action: Of<'message/part-received'>): Message[] {
  const { id, createdAt, author = { role: 'bot' } } = action;
  const list = isKnown(messages, id) ? messages : upsert(messages, { id, author, createdAt, parts: [] });
  return patchById(list, id, (message) => (message.deleted ? message : appendText(message, action)));
}

/** An edit of a message further back than the list reaches would stand there alone, before a hole. */
function withUpdate(state: ChatState, message: IncomingMessage): Partial<ChatState> {
  const oldest = state.hasOlder ? state.messages.find(isConfirmed) : undefined;
  const isBeyond = oldest && message.createdAt < oldest.createdAt && !isKnown(state.messages, message.id);
  return isBeyond ? {} : { messages: upsert(state.messages, message) };
}

/** By place, since times may disagree with it; by time where a message is no longer in the list. */
function withRead(state: ChatState, key: string, at: number): Partial<ChatState> {
  const placeOf = (wanted: string | null): number =>
    state.messages.findLastIndex((message) => message.key === wanted);
  const before = placeOf(state.readUpTo);
  const now = placeOf(key);
  const isBack = before >= 0 && now >= 0 ? now < before : at < (state.readAt ?? 0);
  return isBack ? {} : { readUpTo: key, readAt: at };
}

/** Unsent words, and what the page shows: neither backend nor leader knows them. */
const isOfTab = (message: Message): boolean => !isConfirmed(message) || isShown(message);

/** A list that takes the place of `old`, with what only this tab knows where it stood. */
const withOwn = (list: Message[], old: readonly Message[]): Message[] =>
  old.reduce((next, row, at) => (isOfTab(row) ? appendOwn(next, row, old[at - 1]) : next), list);

/** History after a lost continuity: what the backend may know gives way. */
function withHistory({ messages: old, hasOlder }: ChatState, action: Of<'history/loaded'>): Partial<ChatState> {
  const messages = action.messages.reduce<Message[]>(upsert, action.replace ? [] : old);
  return {
    messages: action.replace ? withOwn(messages, old) : messages,
    historyLoaded: true,
    hasOlder: action.hasOlder ?? hasOlder,
  };
}

const withConversation = (state: ChatState, conversation: Conversation): Partial<ChatState> => ({
  conversation,
  queue: conversation.state === 'queued' ? state.queue : null,
  typing: conversation.state === 'ended' ? [] : state.typing,
});

const handlers: Handlers = {
  'connection/changed': (_, { connection }) => ({
    connection,
    // Who typed when the line went dead is not known to be typing still.
    ...(connection.status !== 'online' && { typing: [], uploads: {} }),
  }),
  'session/opened': (state, { conversation, visitorId }) => ({
    ...withConversation(state, conversation),
    visitorId: visitorId ?? state.visitorId,
  }),
  'config/received': (state, { config }) => ({ config: { ...state.config, ...config } }),
  'availability/changed': (state, { availability, agents }) => ({
    availability,
    byHours: false,
    agents: agents ?? state.agents,
  }),
  'capabilities/changed': (state, { change }) => ({
    capabilities: { ...state.capabilities, ...change },
  }),
  'conversation/changed': (state, { conversation }) => withConversation(state, conversation),
  'queue/changed': (_, { queue }) => ({ queue }),
  'history/loaded': withHistory,
  'message/saving': (state, { message }) => ({ messages: appendOwn(state.messages, message) }),
  'message/queued': changed(requeued),
  'message/sending': changed(withStatus('sending')),
  'message/uploaded': (state, { localId, index, part }) => ({
    messages: patchLocal(state.messages, localId, (message) => ({
      ...message,
      parts: message.parts.map((old, at) => (at === index ? part : old)),
    })),
  }),
  'message/acked': (state, { localId, ...ack }) => ({
    messages: acknowledge(state.messages, localId, ack),
    uploads: withUpload(state.uploads, localId, null),
  }),
  'message/failed': (state, { localId, error }) => ({
    messages: patchLocal(state.messages, localId, (message) => ({ ...withStatus('failed')(message), error })),
    uploads: withUpload(state.uploads, localId, null),
  }),
  'message/unconfirmed': changed(withStatus('unconfirmed')),
  'message/discarded': (state, { localId }) => ({
    messages: state.messages.filter((row) => row.localId !== localId || isConfirmed(row)),
    uploads: withUpload(state.uploads, localId, null),
  }),
  'message/received': (state, { message }) => ({
    messages: upsert(state.messages, message),
    typing: withoutTyping(state.typing, message.author),
  }),
  'message/updated': (state, { message }) => withUpdate(state, message),
  'message/deleted': (state, { id }) => ({
    messages: patchById(state.messages, id, (message) => ({ ...message, deleted: true, parts: [] })),
  }),
  'message/part-received': (state, action) => ({ messages: withPart(state.messages, action) }),
  'upload/progressed': (state, { localId, done }) => ({
    uploads: withUpload(state.uploads, localId, done),
  }),
  'receipt/received': (state, action) => ({
    messages: applyReceipt(state.messages, action.upTo, action.state),
  }),
  'typing/changed': (state, { author, until }) => {
    const typing = withoutTyping(state.typing, author);
    return { typing: until === null ? typing : [...typing, { author, until }] };
  },
  'read/marked': (state, { key, at }) => withRead(state, key, at),
  'rate-limit/changed': (_, { until }) => ({ rateLimitedUntil: until }),
  'visitor/forgotten': ({ config, availability, agents, capabilities }) => ({
    ...initialShared, config, availability, agents, capabilities,
  }),
  'panel/opened': () => ({ open: true }),
  'panel/closed': () => ({ open: false }),
  'hours/changed': (state, { availability }) =>
    state.byHours || state.availability === 'unknown' ? { availability, byHours: true } : {},
  'history/requested': () => ({ loadingOlder: true }),
  'history/settled': () => ({ loadingOlder: false }),
  'storage/lost': () => ({ storage: 'memory' }),
  'snapshot/received': (state, { shared }) => withSnapshot(state, shared),
};

/** The leader's view, plus own words that it has not heard of yet and what the page shows here. */
const withSnapshot = ({ messages }: ChatState, shared: SharedState): Partial<ChatState> => ({
  ...shared,
  messages: withOwn(shared.messages, messages),
});

/**
 * Pure: the same state and action always give the same state. An action that is unknown or makes no
 * sense changes nothing: another version of the script may speak in another tab.
 */
export function reduce(state: ChatState, action: ChatAction): ChatState {
  try {
    const handler = Object.hasOwn(handlers, action.type) && handlers[action.type];
    if (!handler) return state;
    return { ...state, ...(handler as (s: ChatState, a: ChatAction) => Partial<ChatState>)(state, action) };
  } catch {
    return state;
  }
}

/** The part of the state that is the same in every tab. */
export function toShared(state: ChatState): SharedState {
  const { open: _open, loadingOlder: _older, storage: _storage, ...shared } = state;
  return shared;
}
