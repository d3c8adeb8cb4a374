import type { Choice, Message } from '../core/model.js';
import type { ChatState } from '../core/state.js';

export type ChoiceState = {
  /** The visitor may still choose. */
  isOpen: boolean;
  /** Id of the choice that was made, if it can be told. */
  chosen?: string;
};

/**
 * What became of the choices of a message. The visitor's own messages behind it tell: by the
 * action they carry, or, read back from a history that keeps none, by the words of the choice.
 */
export function toChoiceState(
  { messages, conversation }: Pick<ChatState, 'messages' | 'conversation'>,
  { key, id }: Message,
  choices: readonly Choice[],
): ChoiceState {
  const at = messages.findIndex((message) => message.key === key);
  const answers = messages.slice(at + 1).filter(({ author }) => author.role === 'visitor');
  const made = answers.find(({ action }) => action && action.messageId === id)?.action?.id;
  // Said to another question it is no answer to this one.
  const typed = answers[0]?.action ? undefined : choices.find(({ title }) => title === textOf(answers[0]))?.id;
  const chosen = made ?? typed;
  const isOpen = !answers.length && conversation.state !== 'ended' && id !== undefined;
  return { isOpen, ...(chosen !== undefined && { chosen }) };
}

const textOf = (message: Message | undefined): string | undefined => {
  const part = message?.parts[0];
  return part?.type === 'text' ? part.text : undefined;
};
