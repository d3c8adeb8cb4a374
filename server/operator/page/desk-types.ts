/** What the operator API answers, as far as the console shows it. */

export type Author = { role: 'visitor' | 'agent' | 'bot' | 'system'; name?: string };

export type Attachment = { id: string; url: string; name: string; mime: string; width?: number; height?: number };

export type Message = {
  id: string;
  conversationId: string;
  author: Author;
  text: string;
  attachments: Attachment[];
  createdAt: string;
  editedAt?: string;
  quickReplies?: { id: string; title: string }[];
  cards?: { title: string; subtitle?: string }[];
};

export type Visitor = {
  id: string;
  site: string;
  externalId?: string;
  externalVerified: boolean;
  name?: string;
  email?: string;
  phone?: string;
  fields?: Record<string, unknown>;
  labels?: string[];
  locale?: string;
  page?: { url: string; title: string; referrer: string };
  connected: boolean;
};

export type Conversation = {
  id: string;
  state: 'none' | 'bot' | 'queued' | 'active' | 'ended';
  department?: string;
  createdAt: string;
  endedBy?: string;
  rating?: { score: number; comment?: string };
  unread: number;
  lastMessage: Message | null;
  deliveredTo: string | null;
  readTo: string | null;
  visitor: Visitor;
};

export type Availability = 'online' | 'busy' | 'offline';

export type DeskState = {
  availability: Availability;
  operator: { id: string; name: string };
  site: { title: string | null; upload: { accept: string[]; maxBytes: number } };
};

export type OfflineMessage = {
  id: string;
  values: Record<string, string>;
  handled: boolean;
  createdAt: string;
};
