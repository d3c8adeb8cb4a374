import type { ChatConfig, ServerConfig } from './config.js';
import type { Clock } from './clock.js';
import type { ChatError } from './errors.js';
import type {
  Agent, Author, Availability, Conversation, IncomingMessage, MediaPart, MessageAction, MessagePiece, Page,
  Part, Queue, ReceiptState, Visitor,
} from './model.js';

/**
 * Everything that can be offered beyond `connect`, `send` and `disconnect`. A capability is in
 * effect when the method exists and the backend's config allows it; `features` in a
 * `capabilities` event narrows or widens it at run time.
 */
export type Capability =
  | 'upload'
  | 'history'
  | 'typing'
  | 'receipts'
  | 'register'
  | 'offline'
  | 'departments'
  | 'end'
  | 'transcript'
  | 'rating'
  | 'identify'
  | 'page'
  | 'act'
  | 'stop'
  | 'forget';

/** Opaque to the core: whatever the transport needs to resume (token, cursor). Serialisable. */
export type Resume = Record<string, unknown>;

/** Facts from the backend, in the order in which they happened there. */
export type TransportEvent =
  | { type: 'message'; message: IncomingMessage }
  | { type: 'message-updated'; message: IncomingMessage }
  | { type: 'message-deleted'; id: string }
  | ({ type: 'message-part'; createdAt?: number } & MessagePiece)
  | { type: 'receipt'; upTo: string; state: ReceiptState }
  /** `ttlMs`: how long "is typing" may stand without being repeated. */
  | { type: 'typing'; author: Author; on: boolean; ttlMs?: number }
  | { type: 'participant'; change: 'joined' | 'left'; who: Author }
  | { type: 'availability'; state: Availability; agents?: Agent[] }
  | { type: 'queue'; queue: Queue }
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'config'; config: ServerConfig }
  | { type: 'trigger'; rule: unknown }
  | { type: 'capabilities'; change: Partial<Record<Capability, boolean>> }
  /** Continuity was lost: the core reads the newest history and replaces what it cannot join. */
  | { type: 'gap' }
  /** The connection is gone; the core reconnects. Nothing may be emitted after it. */
  | { type: 'connection-lost'; error?: ChatError }
  /** Anything the transport could not map, kept verbatim; no fact of the conversation is made of it. */
  | { type: 'raw'; name: string; data: unknown };

export type Emit = (event: TransportEvent, resume?: Resume) => void;

export type TransportContext = {
  config: ChatConfig;
  /** Facts go out here, but only between `connect` (or `prepare`) and `disconnect`. */
  emit: Emit;
  clock: Clock;
  fetch: typeof fetch;
  WebSocket: typeof WebSocket;
};

export type Prepared = { config?: ServerConfig; availability?: Availability; agents?: Agent[] };

export type HistoryPage = {
  /** Ascending. */
  messages: IncomingMessage[];
  /** True when there is more in the direction asked for. */
  hasMore: boolean;
};

export type Connected = Prepared & {
  /** The newest page of history. */
  history: HistoryPage;
  conversation: Conversation;
  /** The visitor's id at the backend. */
  visitorId?: string;
  resume?: Resume;
};

export type OutgoingMessage = {
  localId: string;
  parts: Part[];
  action?: MessageAction;
};

/** What the backend said of a message sent. `conversation` is there when sending changed it. */
export type SendAck = {
  id?: string;
  createdAt?: number;
  order?: number;
  resume?: Resume;
  conversation?: Conversation;
};

/** Bytes done and bytes to do. */
export type OnProgress = (sent: number, total: number) => void;

export type HistoryQuery = { before?: string; after?: string; limit: number };

export type FormValues = Record<string, string>;

/** What core knows of this visitor and page when it connects. */
export type ConnectVisitor = Visitor & { locale: string; page: Page };

/**
 * One backend. A transport never retries a send, never reconnects, never stores and never touches
 * the state: the core does, once, for all. Every rejection is a ChatError. All methods but three
 * are optional: a method that is there says "this backend can".
 */
export interface Transport {
  /** What an own message carries when the backend echoes it. */
  readonly echo: 'local-id' | 'server-id' | 'none';
  /** True when the same localId sent twice is one message. */
  readonly idempotentSend: boolean;

  /** Opens the live connection. `resume` is what an earlier connection left. */
  connect(visitor: ConnectVisitor, resume: Resume | undefined, signal: AbortSignal): Promise<Connected>;
  /** Resolves with the acknowledgement, or on the echo where the wire has none. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendAck>;
  /** Idempotent; afterwards nothing is emitted and nothing is left behind. */
  disconnect(): void | Promise<void>;

  /** Config and availability, anonymously: opening a panel must not create a visitor. */
  prepare?(signal: AbortSignal): Promise<Prepared>;
  upload?(file: File, onProgress: OnProgress, signal: AbortSignal): Promise<MediaPart>;
  loadHistory?(query: HistoryQuery, signal: AbortSignal): Promise<HistoryPage>;
  setTyping?(on: boolean): Promise<void>;
  markRead?(id: string): Promise<void>;
  register?(values: FormValues): Promise<Conversation | void>;
  sendOfflineMessage?(values: FormValues): Promise<void>;
  selectDepartment?(id: string): Promise<Conversation | void>;
  endConversation?(): Promise<Conversation | void>;
  /** Resolves with the file, or with nothing when it goes by e-mail. */
  requestTranscript?(kind: 'email' | 'pdf' | 'text', values: FormValues): Promise<Blob | void>;
  /** `score` 1…5. */
  rate?(rating: { score: number; comment?: string }): Promise<void>;
  /** Resolves with a new resume token when the backend merged this visitor into another. */
  identify?(visitor: Visitor): Promise<Resume | void>;
  setPage?(page: Page): Promise<void>;
  act?(action: MessageAction): Promise<void>;
  stop?(messageId: string): Promise<void>;
  forgetVisitor?(): Promise<void>;
  extension?(name: string, data: unknown): Promise<unknown>;
}

export type CreateTransport = (context: TransportContext) => Transport;

/** What `registerTransport` takes: a module whose `createTransport` makes the transport. */
export type TransportModule = { createTransport: CreateTransport };
