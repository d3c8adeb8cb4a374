import { ChatError } from '../../core/errors.js';
import type { Visitor } from '../../core/model.js';
import type { FormValues, OutgoingMessage } from '../../core/transport.js';
import { id, shape, type Reader } from '../wire/readers.js';

/** What is known of the customer, as the backend takes it to start a conversation. */
export type ExtraInfo = { name?: string; phone?: string; email?: string; custom_field?: Record<string, string> };

/** The answer of `POST messages`. */
export const toSent: Reader<{ id: string; conversation_id?: string; from_id?: string }> = shape(
  { id },
  { conversation_id: id, from_id: id },
);

/** Name, phone and email have places of their own; what else the form asked is a custom field. */
export function toExtraInfo({ name, phone, email, externalId, fields }: Visitor, form: FormValues = {}): ExtraInfo {
  const { name: ownName = name, phone: ownPhone = phone, email: ownEmail = email, ...rest } = form;
  const custom = { ...(externalId && { external_id: externalId }), ...fields, ...rest };
  return {
    ...(ownName && { name: ownName }),
    ...(ownPhone && { phone: ownPhone }),
    ...(ownEmail && { email: ownEmail }),
    ...(Object.keys(custom).length > 0 && { custom_field: custom }),
  };
}

/** The words and pictures of the body of `POST messages`. @throws ChatError `invalid` */
export function fromOutgoing({ parts }: OutgoingMessage): { message?: string; images?: string[] } {
  const texts: string[] = [];
  const images: string[] = [];
  for (const part of parts) {
    if (part.type === 'text') texts.push(part.text);
    if (!('mime' in part)) continue;
    // Without it the message would lie.
    if (!part.uploadId || !part.url) throw new ChatError('invalid', 'a file is not uploaded');
    images.push(part.url);
  }
  const message = texts.join('\n');
  if (!message && !images[0]) throw new ChatError('invalid', 'the message is empty');
  return { ...(message && { message }), ...(images[0] && { images }) };
}
