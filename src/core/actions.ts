import type { ServerConfig } from './config.js';
import type {
  Agent, Author, Availability, Conversation, ErrorData, IncomingMessage, MediaPart, Message, MessagePiece, Queue,
  ReceiptState,
} from './model.js';
import type { ConnectionInfo, SharedState } from './state.js';
import type { Capability, Resume } from './transport.js';

/** Facts that every tab must know. The leader broadcasts them in order. */
export type SharedAction =
  | { type: 'connection/changed'; connection: ConnectionInfo }
  | {
      type: 'session/opened';
      conversation: Conversation;
      visitorId?: string;
      /** Every tab holds it, since any may have to lead; it is no part of the state. */
      resume: Resume | undefined;
    }
  | { type: 'config/received'; config: ServerConfig }
  | { type: 'availability/changed'; availability: Availability; agents?: Agent[] }
  | { type: 'capabilities/changed'; change: Partial<Record<Capability, boolean>> }
  | { type: 'conversation/changed'; conversation: Conversation }
  | { type: 'queue/changed'; queue: Queue | null }
  /**
   * A page of history. `replace`: nothing confirmed that was known before can be joined to it.
   * `hasOlder` is given when the page tells it.
   */
  | { type: 'history/loaded'; messages: IncomingMessage[]; replace?: boolean; hasOlder?: boolean }
  | { type: 'message/saving'; message: Message }
  | { type: 'message/queued'; localId: string }
  | { type: 'message/sending'; localId: string }
  | { type: 'message/uploaded'; localId: string; index: number; part: MediaPart }
  | { type: 'message/acked'; localId: string; id?: string; createdAt?: number; order?: number }
  | { type: 'message/failed'; localId: string; error: ErrorData }
  | { type: 'message/unconfirmed'; localId: string }
  | { type: 'message/discarded'; localId: string }
  | { type: 'message/received'; message: IncomingMessage }
  | { type: 'message/updated'; message: IncomingMessage }
  | { type: 'message/deleted'; id: string }
  | ({ type: 'message/part-received'; createdAt: number } & MessagePiece)
  /** `done` 0…1, or null when the upload is over. */
  | { type: 'upload/progressed'; localId: string; done: number | null }
  | { type: 'receipt/received'; upTo: string; state: ReceiptState }
  /** `until` is wall clock; null means "stopped". */
  | { type: 'typing/changed'; author: Author; until: number | null }
  | { type: 'read/marked'; key: string; at: number }
  /** Wall clock; null lifts the limit. */
  | { type: 'rate-limit/changed'; until: number | null }
  /** `isLogout`: and what the page said of them is no longer true. */
  | { type: 'visitor/forgotten'; isLogout?: boolean };

/** Facts of this tab alone. */
export type LocalAction =
  | { type: 'panel/opened' }
  | { type: 'panel/closed' }
  /** What the opening hours say; the backend's word beats it. */
  | { type: 'hours/changed'; availability: Availability }
  | { type: 'history/requested' }
  | { type: 'history/settled' }
  | { type: 'storage/lost' }
  | { type: 'snapshot/received'; shared: SharedState };

export type ChatAction = SharedAction | LocalAction;
