import type { Chat } from '../core/chat.js';
import type { ChatState } from '../core/state.js';
import { emit, type ChatEventDetails } from '../events.js';

type Detail<T extends keyof ChatEventDetails> = ChatEventDetails[T];

const isLive = ({ conversation }: ChatState): boolean => conversation.state !== 'none' && conversation.state !== 'ended';

/** Who answers now: the last person, or bot, who wrote or joined. */
function agentOf({ messages }: ChatState): Detail<'chat-agent'> {
  const last = messages.findLast(({ author, id }) => id && (author.role === 'agent' || author.role === 'bot'));
  const { id, name } = last?.author ?? {};
  return { ...(id && { id }), ...(name && { name }) };
}

/** Turns changes of the state into events of the element, for a page that does not want to read it. */
export function watchState(element: EventTarget, chat: Pick<Chat, 'state' | 'subscribe'>): () => void {
  let before = chat.state;
  return chat.subscribe((state) => {
    const last = before;
    before = state;
    tell(element, last, state);
  });
}

function tell(element: EventTarget, last: ChatState, state: ChatState): void {
  const { connection, availability, queue } = state;
  if (connection.status !== last.connection.status) emit(element, 'chat-connection', { status: connection.status });
  if (availability !== last.availability) emit(element, 'chat-availability', { availability });
  const position = queue?.position;
  if (position !== last.queue?.position) emit(element, 'chat-queue', position === undefined ? {} : { position });
  if (state.messages !== last.messages) tellMessages(element, last, state);
  // What the connection brings along has been so before: on another page, or another day.
  if (connection.status === 'online' && last.connection.status === 'online') tellConversation(element, last, state);
}

function tellConversation(element: EventTarget, last: ChatState, state: ChatState): void {
  const { id, state: now } = state.conversation;
  const detail = id ? { id } : {};
  if (isLive(state) && !isLive(last)) emit(element, 'chat-started', detail);
  if (now === 'ended' && isLive(last)) emit(element, 'chat-ended', detail);
}

function tellMessages(element: EventTarget, last: ChatState, state: ChatState): void {
  const agent = agentOf(state);
  const former = agentOf(last);
  if (agent.id !== former.id || agent.name !== former.name) emit(element, 'chat-agent', agent);
  const added = state.messages.at(-1);
  // An own message of this tab is shown before anything else happens to it.
  if (added?.action && added.status === 'saving' && added.key !== last.messages.at(-1)?.key) {
    emit(element, 'chat-action', { messageId: added.action.messageId, id: added.action.id });
  }
}
