/** The words of a conversation. Plain serialisable data: every value here crosses tabs and lies in storage. */

export type AuthorRole = 'visitor' | 'agent' | 'bot' | 'system';

export type Author = {
  role: AuthorRole;
  id?: string;
  name?: string;
  avatarUrl?: string;
};

export type TextPart = { type: 'text'; text: string; format: 'plain' | 'markdown' };

/** A file the backend knows (`url`), or one still on this device (`localKey` names its blob in storage). */
export type MediaPart = {
  type: 'image' | 'file' | 'audio' | 'video';
  name: string;
  mime: string;
  /** Bytes. */
  size?: number;
  url?: string;
  /** The backend's id of the upload; its presence means that the bytes have arrived. */
  uploadId?: string;
  localKey?: string;
  /** CSS pixels. */
  width?: number;
  height?: number;
  thumbnailUrl?: string;
};

export type Choice = { id: string; title: string; value?: string; url?: string };
export type QuickRepliesPart = { type: 'quick-replies'; choices: Choice[] };
export type Card = { title: string; subtitle?: string; imageUrl?: string; buttons: Choice[] };
export type CardPart = { type: 'card'; card: Card };
export type CarouselPart = { type: 'carousel'; cards: Card[] };
/** A line about the conversation; `code` selects the words, `fallback` is shown for codes without any. */
export type NoticePart = {
  type: 'notice';
  code: string;
  params: Record<string, string>;
  fallback?: string;
};
export type CustomPart = { type: 'custom'; name: string; data: unknown };

export type Part =
  | TextPart
  | MediaPart
  | QuickRepliesPart
  | CardPart
  | CarouselPart
  | NoticePart
  | CustomPart;

/** Status of the visitor's own messages; it moves forward only, but for `failed → queued` by a retry. */
export type MessageStatus =
  | 'saving'
  | 'queued'
  | 'sending'
  | 'unconfirmed'
  | 'failed'
  | 'sent'
  | 'delivered'
  | 'read';

/** What the visitor chose in a quick reply or a card of message `messageId`. */
export type MessageAction = { messageId: string; id: string; value?: string };

export type Message = {
  /** Identity of the row on screen: the local id if there is one, else the server id. Never changes. */
  key: string;
  /** The backend's id, once it has one. */
  id?: string;
  /** Made by the client before the first byte leaves; sent again verbatim on a retry. */
  localId?: string;
  conversationId?: string;
  author: Author;
  parts: Part[];
  /** Milliseconds since the epoch: the server's time once known, this device's before. */
  createdAt: number;
  /** `createdAt` is still this device's although the backend has the message; it decides no order. */
  isLocalTime?: boolean;
  /** The server's sort key where it gives one; beats `createdAt`. */
  order?: number;
  editedAt?: number;
  deleted?: boolean;
  streaming?: boolean;
  status?: MessageStatus;
  error?: ErrorData;
  action?: MessageAction;
};

/**
 * Streamed text of message `id`. `append` adds `text` at `offset` (what lies before it is known
 * already); `replace` carries the whole text so far; `end` closes the stream.
 */
export type MessagePiece = {
  id: string;
  op: 'start' | 'append' | 'replace' | 'end';
  text: string;
  offset?: number;
  author?: Author;
};

/** What a transport hands in: the row key is the core's affair. */
export type IncomingMessage = Omit<Message, 'key'>;

/** The serialisable face of a ChatError. */
export type ErrorData = {
  code: string;
  message: string;
  retryable: boolean;
  /** Milliseconds that must pass before the next request. */
  retryAfterMs?: number;
  /** Refused form fields: name → reason. */
  fields?: Record<string, string>;
};

export type Availability = 'online' | 'busy' | 'offline' | 'unknown';

export type Agent = { id?: string; name?: string; avatarUrl?: string };

export type ConversationState = 'none' | 'bot' | 'queued' | 'active' | 'ended';

export type Conversation = {
  id?: string;
  state: ConversationState;
  department?: string;
  /** Who ended it, by name. */
  by?: string;
};

export type Queue = { position?: number; etaSeconds?: number };

/** What the page tells about the visitor; every member is optional. */
export type Visitor = {
  externalId?: string;
  signature?: string;
  name?: string;
  email?: string;
  phone?: string;
  fields?: Record<string, string>;
  labels?: string[];
};

export type Page = { url: string; title: string; referrer?: string };

export type ReceiptState = 'delivered' | 'read';
