import type { ChatErrorCode } from './core/errors.js';

/**
 * The public events. Present tense: about to happen, `preventDefault()` stops it. Past tense: a
 * fact. They bubble and cross shadow roots. Details carry ids and counts, never what people wrote.
 */
export interface ChatEventDetails {
  'chat-open': undefined;
  'chat-opened': undefined;
  'chat-close': undefined;
  'chat-closed': undefined;
  'chat-send': { localId: string };
  'chat-message-sent': { localId: string; id?: string };
  'chat-message-received': { id?: string; role: string };
  'chat-unread-changed': { count: number };
  'chat-error': { code: ChatErrorCode; message: string };
}

export type ChatEvent<T extends keyof ChatEventDetails> = CustomEvent<ChatEventDetails[T]>;

export type ChatEventMap = { [T in keyof ChatEventDetails]: ChatEvent<T> };

/** Fires a public event; false when a listener prevented it. */
export function emit<T extends keyof ChatEventDetails>(
  target: EventTarget,
  type: T,
  detail: ChatEventDetails[T],
): boolean {
  const cancelable = /open$|close$|send$/.test(type);
  return target.dispatchEvent(
    new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true }),
  );
}
