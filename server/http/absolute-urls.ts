import type { Attachment, Message } from '../conversation/model.js';

/** An attachment whose address works from any page. */
export function absoluteAttachment(attachment: Attachment, origin: string): Attachment {
  return { ...attachment, url: new URL(attachment.url, origin).href };
}

/** A message whose files can be loaded from any page. */
export function absoluteMessage(message: Message, origin: string): Message {
  if (message.attachments.length === 0) return message;
  return { ...message, attachments: message.attachments.map((each) => absoluteAttachment(each, origin)) };
}
