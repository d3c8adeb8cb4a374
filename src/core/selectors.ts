import type { Message } from './model.js';
import { isConfirmed } from './message-list.js';
import type { ChatState } from './state.js';
import type { Capability } from './transport.js';

/** What the backend does not know can be marked as read nowhere. */
const isTheirs = ({ id, author, deleted }: Message): boolean =>
  !!id && (author.role === 'agent' || author.role === 'bot') && !deleted;

/** Index of the first message not seen yet, or the length of the list. */
function firstUnseen(state: Pick<ChatState, 'messages' | 'readUpTo' | 'readAt'>): number {
  const { messages, readUpTo, readAt } = state;
  const seen = messages.findLastIndex((message) => message.key === readUpTo);
  if (seen >= 0) return seen + 1;
  if (readAt === null) return 0;
  const next = messages.findIndex((message) => isConfirmed(message) && message.createdAt > readAt);
  return next < 0 ? messages.length : next;
}

/** Messages of agents and bots that the visitor has not seen. */
export function selectUnread(state: Pick<ChatState, 'messages' | 'readUpTo' | 'readAt'>): Message[] {
  return state.messages.slice(firstUnseen(state)).filter(isTheirs);
}

/** In effect: the transport has it and the backend has not taken it away. */
export const selectCan = (state: ChatState, capability: Capability): boolean =>
  state.capabilities[capability] === true;
