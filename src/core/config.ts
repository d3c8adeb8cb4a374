import type { Visitor } from './model.js';

/** What the element was told by its attributes, properties and the page. All strings are trimmed. */
export type ChatConfig = {
  transport: string;
  /** Absolute, or relative to the page. */
  endpoint: string;
  site: string;
  locale: string;
  externalId?: string;
  name?: string;
  email?: string;
  /** Further attributes, for the transport that reads them. */
  options: Readonly<Record<string, string>>;
  /** What the page knows beside these: fields, labels, a signature. */
  visitor?: Visitor | undefined;
  /** Proves `externalId`; asked for when the chat connects. */
  identityToken?: IdentityToken | undefined;
  /** Puts a file where the backend can read it, for backends that take addresses only. */
  uploader?: Uploader | undefined;
};

/** The proof itself, or a function that gets one from the page's server. */
export type IdentityToken = string | ((externalId: string) => string | Promise<string>);

/** The page's own upload. @returns the file's address; what it throws fails the upload */
export type Uploader = (file: File, signal: AbortSignal) => Promise<string>;

/** Options the backend may set; an explicit attribute beats them. */
export type ServerConfig = {
  title?: string;
  /** Beats `title` while nobody is there. */
  offlineTitle?: string;
  color?: string;
  offlineColor?: string;
  /** Of the title bar, and the text on it; without one it is `color` with text that can be read on it. */
  headerColor?: string;
  textColor?: string;
  /** How the panel is drawn, where the backend has a choice of looks. */
  look?: 'classic' | 'minimal' | 'bubble';
  position?: string;
  locale?: string;
  /** true or false forces the widget's visibility, null leaves it to the page. */
  visible?: boolean | null;
  messages?: Partial<Record<ServerMessage, string>>;
  departments?: { id: string; name: string; online?: boolean }[];
  upload?: { accept?: string[]; maxBytes?: number };
  /** Where else its pictures come from, beside its own address. */
  imageOrigins?: string[];
  /** Longest own message that the backend takes, in UTF-16 units. */
  maxLength?: number;
  /** Own messages per minute that the backend takes. */
  maxPerMinute?: number;
  /** Raw, for the rooms that own their shape. */
  forms?: unknown;
  triggers?: unknown;
  /** One rule more, which the backend sent by itself. */
  pushed?: unknown;
  hours?: unknown;
};

export type ServerMessage =
  | 'welcome'
  | 'offline'
  | 'offlineSuccess'
  | 'offlineUnavailable'
  | 'finished'
  | 'transcript'
  | 'registration';
