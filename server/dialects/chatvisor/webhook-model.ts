/** What a receiver can be told of. */
export const webhookTypes = [
  'conversation.created',
  'conversation.status',
  'message.created',
  'customer.updated',
] as const;

export type WebhookType = (typeof webhookTypes)[number];

/** A receiver of the third party's. */
export type Webhook = {
  id: string;
  url: string;
  types: WebhookType[];
  /** Signs what is sent. */
  secret: string;
  /** `chatvisor` posts the bare conversation, `event` an envelope with id and type. */
  mode: 'event' | 'chatvisor';
};
