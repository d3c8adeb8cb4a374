/** The words of the conversation service, shared by all dialects. Times are ISO-8601 UTC, ids opaque strings. */

export type Role = 'visitor' | 'agent' | 'bot' | 'system';

export type Author = { role: Role; id?: string; name?: string; avatarUrl?: string };

export type Attachment = {
  id: string;
  /** Path on this server; a dialect makes it absolute. */
  url: string;
  name: string;
  mime: string;
  size: number;
  width?: number;
  height?: number;
};

export type QuickReply = { id: string; title: string; value: string };

export type Card = {
  title: string;
  subtitle?: string;
  imageUrl?: string;
  buttons: { id: string; title: string; value?: string; url?: string }[];
};

/** What only some messages carry. */
export type Extras = { quickReplies?: QuickReply[]; cards?: Card[]; notice?: { code: string; params: unknown } };

export type Message = {
  id: string;
  localId?: string;
  conversationId: string;
  author: Author;
  text: string;
  format: 'plain' | 'markdown';
  attachments: Attachment[];
  createdAt: string;
  editedAt?: string;
} & Extras;

/** A message with its place in the server's order. */
export type StoredMessage = { seq: number; visitorId: string; message: Message };

export type ConversationState = 'none' | 'bot' | 'queued' | 'active' | 'ended';

export type Conversation = {
  id: string;
  visitorId: string;
  state: ConversationState;
  department?: string;
  createdAt: string;
  endedAt?: string;
  endedBy?: string;
  rating?: { score: number; comment?: string };
  /** Order numbers up to which each side has read, and the visitor has received. */
  visitorRead: number;
  visitorDelivered: number;
  operatorRead: number;
};

export type Page = { url: string; title: string; referrer: string };

export type Visitor = {
  id: string;
  /** `<dialect>` or `<dialect>:<tenant>`: what they came by, and to whom. */
  site: string;
  externalId?: string;
  /** True when a signature (or the site's trust) proved the external id. */
  externalVerified: boolean;
  name?: string;
  email?: string;
  phone?: string;
  fields?: Record<string, unknown>;
  labels?: string[];
  consent?: { text: string; at: string };
  locale?: string;
  page?: Page;
  department?: string;
  /** The conversation the next message goes to; absent before the first one. */
  conversationId?: string;
  createdAt: string;
  seenAt: string;
};

export type Availability = 'online' | 'busy' | 'offline';

export type Operator = { id: string; name: string; avatarUrl?: string };

/** One entry of a visitor's durable log. `cursor` is opaque outside the log. */
export type LoggedEvent = { cursor: string; type: string; data: unknown };

export type OfflineMessage = {
  id: string;
  visitorId: string;
  values: Record<string, string>;
  handled: boolean;
  createdAt: string;
};
