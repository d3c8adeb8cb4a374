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
  /** Puts a file where the backend can read it, for backends that take addresses only. */
  uploader?: Uploader | undefined;
};

/** The page's own upload. @returns the file's address; what it throws fails the upload */
export type Uploader = (file: File, signal: AbortSignal) => Promise<string>;

/** Options the backend may set; an explicit attribute beats them. */
export type ServerConfig = {
  title?: string;
  /** Beats `title` while nobody is there. */
  offlineTitle?: string;
  color?: string;
  offlineColor?: string;
  position?: string;
  locale?: string;
  /** true or false forces the widget's visibility, null leaves it to the page. */
  visible?: boolean | null;
  messages?: Partial<Record<ServerMessage, string>>;
  departments?: { id: string; name: string; online?: boolean }[];
  upload?: { accept?: string[]; maxBytes?: number };
  /** Own messages per minute that the backend takes. */
  maxPerMinute?: number;
  /** Raw, for the rooms that own their shape. */
  forms?: unknown;
  triggers?: unknown;
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
