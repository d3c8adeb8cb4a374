import type { Attachment, Card, Message } from '../../conversation/model.js';
import { absoluteMessage } from '../../http/absolute-urls.js';
import { toConversationId, toPancakeMessageId } from './pancake-ids.js';

/** Whose messages are told, and where this server is for them. */
export type RowPlace = { pageId: string; fromId: string; origin: string };

/** A message as `GET messages` lists it and the socket tells it. */
export function toRow(message: Message, place: RowPlace) {
  const { text, author, createdAt, attachments, cards = [] } = absoluteMessage(message, place.origin);
  return {
    ...identityOf(message.id, place),
    message: text,
    original_message: text,
    from:
      author.role === 'visitor'
        ? { id: place.fromId, name: author.name ?? '' }
        : { id: place.pageId, name: author.name ?? '', admin_name: author.name ?? '' },
    // UTC without a zone, in microseconds, as the platform writes it.
    inserted_at: `${createdAt.slice(0, 23)}000`,
    type: 'INBOX',
    is_removed: false,
    attachments: [...attachments.map(toPhoto), ...cards.map(toLink)],
  };
}

/** What remains of a removed message. */
export function toRemovedRow(messageId: string, place: RowPlace) {
  return { ...identityOf(messageId, place), message: '', original_message: '', type: 'INBOX', is_removed: true, attachments: [] };
}

function identityOf(messageId: string, { pageId, fromId }: RowPlace) {
  return {
    id: toPancakeMessageId(pageId, messageId),
    conversation_id: toConversationId(pageId, fromId),
    page_id: pageId,
  };
}

function toPhoto({ id, name, url, mime, size, width, height }: Attachment) {
  return { id, type: 'photo', name, description: name, url, image: { url }, mime_type: mime, size, width, height };
}

function toLink({ title, subtitle = '', imageUrl, buttons }: Card) {
  const url = buttons.find((button) => button.url !== undefined)?.url;
  return { type: 'link', name: title, description: subtitle, url, image: imageUrl === undefined ? undefined : { url: imageUrl } };
}
