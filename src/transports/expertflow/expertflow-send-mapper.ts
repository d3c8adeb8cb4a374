import type { OutgoingMessage } from '../../core/transport.js';
import { print, type Participant } from './expertflow-wire.js';

/** The payload of `sendMessage`. */
export type ChatMessage = {
  conversationId: string;
  type: 'ChatMessage';
  from: Participant;
  to: [];
  text: string;
  refId: string | undefined;
  tag: '';
  attachments: { type: string; name: string; contentUrl: string; thumbnailUrl: string | undefined }[];
  /** No document asks for these two; a server that keeps them lets us know the message again. */
  id: string;
  timestamp: string;
};

/** What an own message is addressed with. */
export type Envelope = { conversationId: string; participant: Participant; refId?: string | undefined; timestamp: string };

/** An own message on its way out; its files have been uploaded. */
export function fromOutgoing({ localId, parts, action }: OutgoingMessage, envelope: Envelope): ChatMessage {
  const texts: string[] = [];
  const attachments: ChatMessage['attachments'] = [];
  for (const part of parts) {
    if (part.type === 'text') texts.push(part.text);
    if (!('mime' in part)) continue;
    const { url, mime, name, thumbnailUrl } = part;
    attachments.push({ type: mime, name, contentUrl: url!, thumbnailUrl });
  }
  const { conversationId, participant, refId, timestamp } = envelope;
  return {
    conversationId,
    type: 'ChatMessage',
    from: participant,
    to: [],
    text: texts.join('\n') || action?.value || action?.id || '',
    refId,
    tag: '',
    attachments,
    id: localId,
    timestamp,
  };
}

/** The same name as `toFrame` gives to this message when it comes back. */
export const printOf = ({ from, text, attachments }: ChatMessage): string =>
  print(from.id, text, ...attachments.map(({ contentUrl }) => contentUrl));
