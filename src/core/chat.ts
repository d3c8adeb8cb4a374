import type { ChatError } from './errors.js';
import type { Availability, IncomingMessage, MessageAction, Page, Visitor } from './model.js';
import type { ChatState } from './state.js';
import type { FormValues } from './transport.js';

export type OutgoingContent = { text?: string; files?: File[]; action?: MessageAction };

/** What the user interface may ask for. The requests go up, the state comes down. */
export interface Chat {
  readonly state: ChatState;
  /** How many messages the visitor has not seen. */
  readonly unread: number;
  /** Calls `listener` after every change; the answer unsubscribes. */
  subscribe(listener: (state: ChatState) => void): () => void;
  /** Shows the message at once; resolves with its local id when it is safe on this device. */
  send(content: OutgoingContent): Promise<string>;
  /** Queues a failed or unconfirmed message again. */
  retry(localId: string): Promise<void>;
  /** Removes a message that has not been sent; answers its words, so that they can go back into the composer. */
  discard(localId: string): Promise<string>;
  /** Called on every keystroke; the documented rhythm is kept here. */
  setTyping(on: boolean): void;
  /** Everything up to the newest message has been seen. */
  markRead(): void;
  loadOlder(): Promise<void>;
  /** Tries the connection now. */
  reconnect(): void;
  /** The blob of a local file, for previews. */
  file(localKey: string): Promise<Blob | undefined>;
  register(values: FormValues): Promise<void>;
  sendOfflineMessage(values: FormValues): Promise<void>;
  selectDepartment(id: string): Promise<void>;
  end(): Promise<void>;
  requestTranscript(kind: 'email' | 'pdf' | 'text', values: FormValues): Promise<Blob | void>;
  rate(rating: { score: number; comment?: string }): Promise<void>;
  identify(visitor: Visitor): Promise<void>;
  /** Something that only this backend knows, by the transport's own name for it; connects if need be. */
  extension(name: string, data: unknown): Promise<unknown>;
  /** What the opening hours say of `availability`; counts as long as the backend tells nothing. */
  setHours(availability: Availability): void;
  setPage(page: Page): void;
  /** Erases the visitor here, and at the backend where it can; resolves with whether it could. */
  forget(): Promise<boolean>;
  /** Takes the visitor off this device, in all tabs; `isLogout`: and the next one is nobody known. */
  reset(isLogout?: boolean): Promise<void>;
  /** Shows a message in this tab that no backend knows. */
  show(message: IncomingMessage): void;
}

/** What happened, for those outside the state: the host element turns these into DOM events. */
export type ChatNotice =
  | { type: 'message-sent'; localId: string; id?: string }
  | { type: 'message-received'; id?: string; role: string }
  | { type: 'forgotten'; isLogout?: boolean }
  /** `isConnecting`: it kept the chat from its backend, and is not about something that was asked. */
  | { type: 'error'; error: ChatError; isConnecting?: boolean };
