import { ChatError } from '../../core/errors.js';
import type { Page, Visitor } from '../../core/model.js';
import type { OutgoingMessage } from '../../core/transport.js';

/**
 * The words of a message, and the last of its files: those are at the backend already, as messages of their own.
 * @throws ChatError `invalid` when a file has not been uploaded: without it the message would lie
 */
export function fromOutgoing({ parts }: OutgoingMessage): { content: string; uploadId: string | undefined } {
  const texts: string[] = [];
  let uploadId: string | undefined;
  for (const part of parts) {
    if (part.type === 'text') texts.push(part.text);
    if (!('mime' in part)) continue;
    if (!part.uploadId) throw new ChatError('invalid', 'a file is not uploaded');
    ({ uploadId } = part);
  }
  return { content: texts.join('\n'), uploadId };
}

/** The body of `init`. */
export type InitRequest = {
  external_id: string;
  nickname: string | undefined;
  identity_hash: string | undefined;
  page_url: string | undefined;
  fields: Record<string, string> | undefined;
};

/** What is known of a visitor, in the words of `init`; what has no word of its own is a field. */
export function fromVisitor(visitor: Visitor & { page?: Page }, externalId: string): InitRequest {
  const { name, email, phone, labels, fields: more, signature, page } = visitor;
  const fields = {
    ...more,
    ...(email && { email }),
    ...(phone && { phone }),
    ...(labels?.[0] && { labels: labels.join(', ') }),
  };
  // JSON leaves out what is undefined.
  return {
    external_id: externalId,
    nickname: name,
    identity_hash: signature,
    page_url: page?.url,
    fields: Object.keys(fields)[0] ? fields : undefined,
  };
}
