import type { Attachment, Author, Message } from '../../conversation/model.js';
import { absoluteAttachment } from '../../http/absolute-urls.js';
import type { ActivityMessage, ChatMessage, Participant, WireAttachment } from './expertflow-wire.js';

/** Whoever says something, as this protocol names people: without a role. */
export function toParticipant({ id, name, role }: Author): Participant {
  return { id: id ?? role, name: name ?? `${role[0]?.toUpperCase()}${role.slice(1)}` };
}

/** A message of ours. @param ids whether it carries more than the document promises */
export function toChatMessage(
  message: Message,
  { refId, origin, ids }: { refId: string; origin: string; ids: boolean },
): ChatMessage {
  return {
    conversationId: message.conversationId,
    type: 'ChatMessage',
    from: toParticipant(message.author),
    to: [],
    text: toText(message),
    refId,
    tag: '',
    attachments: message.attachments.map((each) => toWireAttachment(absoluteAttachment(each, origin))),
    // The sender knows the message by the id it chose itself.
    ...(ids && { id: message.localId ?? message.id, timestamp: message.createdAt }),
  };
}

/** Whether there is anything to show: notices are words of the page, not of the wire. */
export function isSayable(message: Message): boolean {
  return message.attachments.length > 0 || toText(message) !== '';
}

/** @param at time of what happened, where it is to be told */
export function toActivity(
  conversationId: string,
  from: Participant,
  [activityType, info = {}]: [activityType: string, info?: Record<string, unknown>],
  at: string | undefined,
): ActivityMessage {
  return { conversationId, type: 'ActivityMessage', from, to: [], activityType, info, timestamp: at };
}

function toWireAttachment({ mime, name, url }: Attachment): WireAttachment {
  return { type: mime, name, contentUrl: url, thumbnailUrl: mime.startsWith('image/') ? url : '' };
}

/** There are no buttons in this protocol: what they offer is written out, a line each. */
function toText({ text, quickReplies = [], cards = [] }: Message): string {
  const offers = cards.flatMap(({ title, subtitle, buttons }) => [
    [title, subtitle].filter(Boolean).join(' – '),
    ...buttons.map((button) => `• ${[button.title, button.url].filter(Boolean).join(' ')}`),
  ]);
  return [text, ...offers, ...quickReplies.map(({ title }) => `• ${title}`)].filter((line) => line !== '').join('\n');
}
