import type { Conversation } from '../../core/model.js';
import type { TransportContext } from '../../core/transport.js';
import type { RestCall, RestSession } from '../wire/rest/rest-caller.js';
import type { Connection } from '../wire/rest/rest-connection.js';
import type { Mapping } from '../wire/readers.js';
import type { ChatgonowCall } from './chatgonow-call.js';
import type { Sent } from './chatgonow-message-mapper.js';

/** What became of files: here an upload is a message already. */
export type Uploads = {
  /** Message id, which is the upload's id → the acknowledgement for who sends it. */
  acks: Map<string, Sent['ack']>;
  /** Their `client_id`s, and those of the words sent with them: what the visitor sent holds all of it, the echoes are no news. */
  own: Set<string>;
  /** File → `client_id` of an upload whose answer is still out: sent again it is the same message. */
  doubtful: Map<string, string>;
};

/** What the parts of one transport share. */
export type ChatgonowTools = {
  context: TransportContext;
  /** `visitorId` is the external id: the only one that the backend tells. */
  session: RestSession;
  connection: Connection;
  call: ChatgonowCall;
  /** The call beneath it, for answers without an envelope. */
  rest: RestCall;
  mapping: () => Mapping;
  uploads: Uploads;
  /** When the newest stream was opened, and how many in a row broke at once. */
  streams: { openedAt: number; failures: number };
  /** Takes over the conversation an answer speaks of; undefined where that is no news. */
  note(conversationId: string | undefined): Conversation | undefined;
};
