import type { Message } from './model.js';
import { isConfirmed } from './message-list.js';
import type { ChatState } from './state.js';

/** So many messages are read at once where a hole in the history is filled. */
export const GAP_PAGE = 50;

const isShared = (message: Message): boolean => message.id !== undefined && isConfirmed(message);

/** The id of the newest message both sides know. */
export const selectNewestId = (state: ChatState): string | null => state.messages.findLast(isShared)?.id ?? null;

export const selectOldestConfirmed = (state: ChatState): Message | undefined =>
  state.messages.find(isShared);

/**
 * Where history is joined: the newest message that came in. An own one proves nothing, since its
 * acknowledgement arrives even while the line from the backend is dead; so with none but own ones
 * it is the oldest.
 */
export const selectJoint = (state: ChatState): Message | undefined =>
  state.messages.findLast((message) => isShared(message) && message.author.role !== 'visitor') ??
  selectOldestConfirmed(state);
