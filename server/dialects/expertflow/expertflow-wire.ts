/** The objects of the Customer Channel API, as they go over the wire. */

export type Participant = { id: string; name: string };

/** Media of a message; `type` is a MIME type. */
export type WireAttachment = { type: string; name: string; contentUrl: string; thumbnailUrl: string };

/** `id` and `timestamp` are more than the document promises. */
type Extension = { id?: string; timestamp?: string };

export type ChatMessage = {
  conversationId: string;
  type: 'ChatMessage';
  from: Participant;
  /** Empty: everybody in the conversation. */
  to: Participant[];
  text: string;
  /** The receiving account, such as a phone number. */
  refId: string;
  tag: '' | 'whisper';
  attachments: WireAttachment[];
} & Extension;

export type ActivityMessage = {
  conversationId: string;
  type: 'ActivityMessage';
  from: Participant;
  to: Participant[];
  activityType: string;
  info: Record<string, unknown>;
} & Extension;

export type WireMessage = ChatMessage | ActivityMessage;

/** What a connector says about itself; its id is the name of its channel. */
export type ConnectorCard = { id: string; name: string; channel: string };

/** Speaks where nobody in particular does. */
export const system: Participant = { id: 'system', name: 'System' };

/** The `site` of all visitors of this dialect. */
export const site = 'expertflow';
