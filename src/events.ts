import type { ChatErrorCode } from './core/errors.js';
import type { Availability } from './core/model.js';
import type { ConnectionStatus } from './core/state.js';

/**
 * The public events. Present tense: about to happen, `preventDefault()` stops it. Past tense: a
 * fact. They bubble and cross shadow roots. Details carry ids and counts, never what people wrote.
 */
export interface ChatEventDetails {
  'chat-ready': undefined;
  'chat-open': undefined;
  'chat-opened': undefined;
  'chat-close': undefined;
  'chat-closed': undefined;
  'chat-send': { localId: string };
  'chat-message-sent': { localId: string; id?: string };
  'chat-message-received': { id?: string; role: string };
  'chat-unread-changed': { count: number };
  'chat-error': { code: ChatErrorCode; message: string };
  'chat-connection': { status: ConnectionStatus };
  'chat-availability': { availability: Availability };
  'chat-agent': { id?: string; name?: string };
  'chat-queue': { position?: number };
  'chat-started': { id?: string };
  'chat-ended': { id?: string };
  'chat-action': { messageId: string; id: string };
  'chat-form-submit': { kind: string; fields: string[] };
  'chat-rating': { score: number };
  'chat-consent': { granted: boolean };
  'chat-identified': undefined;
  'chat-reset': undefined;
  'chat-trigger': { id: string; action: string };
  'chat-teaser': { id: string; change: 'shown' | 'pressed' | 'replied' | 'dismissed' };
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
