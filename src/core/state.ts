import type { ServerConfig } from './config.js';
import type {
  Agent, Author, Availability, Conversation, ErrorData, Message, Queue,
} from './model.js';
import type { Capability } from './transport.js';

/**
 * - `idle`: nothing asked for yet, or (with an `error`) asked anonymously and in vain · `connecting` · `online`
 * - `waiting`: lost; the next try starts at `retryAt` (or when the network is back)
 * - `failed`: refused for good until someone tries again by hand
 */
export type ConnectionStatus = 'idle' | 'connecting' | 'online' | 'waiting' | 'failed';

export type ConnectionInfo = {
  status: ConnectionStatus;
  /** Wall clock; since when the backend has been unreachable. */
  lostAt?: number;
  retryAt?: number;
  error?: ErrorData;
  /** The browser says that there is no network. */
  offline?: boolean;
};

export type Typing = { author: Author; /** Wall clock. */ until: number };

/** The same in every tab. */
export type SharedState = {
  connection: ConnectionInfo;
  conversation: Conversation;
  availability: Availability;
  /** `availability` is what the opening hours say: the backend tells nothing. */
  byHours?: boolean;
  agents: Agent[];
  queue: Queue | null;
  /** In the order in which they are shown. */
  messages: Message[];
  /** Older messages can be asked for. */
  hasOlder: boolean;
  /** The newest page has been read at least once. */
  historyLoaded: boolean;
  typing: Typing[];
  /** Key of the newest message the visitor has seen. */
  readUpTo: string | null;
  /** Its server time; decides when that message is no longer in the list. */
  readAt: number | null;
  config: ServerConfig;
  capabilities: Partial<Record<Capability, boolean>>;
  visitorId: string | null;
  /** Upload progress by local id, 0…1. */
  uploads: Record<string, number>;
  /** Wall clock; no message is sent before it (the backend said "too frequently"). */
  rateLimitedUntil: number | null;
};

/** This tab's own. */
export type LocalState = {
  open: boolean;
  loadingOlder: boolean;
  /** `memory`: this device keeps nothing; said once to the visitor. */
  storage: 'persistent' | 'memory';
};

export type ChatState = SharedState & LocalState;
