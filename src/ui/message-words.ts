import type { Conversation, Message, MessageStatus, NoticePart, Part, Queue } from '../core/model.js';
import type { Localize } from '../i18n/localize.js';

export const isOwn = (message: Message): boolean => message.author.role === 'visitor';

/** Not sent, or nobody knows: the visitor decides. */
export const isStuck = ({ status }: Message): boolean =>
  status === 'failed' || status === 'unconfirmed';

export const authorName = ({ author }: Message, { t }: Localize): string =>
  author.role === 'visitor' ? t('msg.you') : author.name || t('msg.team');

const STATUS = {
  saving: 'msg.sending',
  queued: 'msg.sending',
  sending: 'msg.sending',
  unconfirmed: 'msg.unconfirmed',
  failed: 'msg.failed',
  sent: 'msg.sent',
  delivered: 'msg.delivered',
  read: 'msg.read',
} as const;

export const statusWords = (status: MessageStatus | undefined, { t }: Localize): string =>
  status ? t(STATUS[status]) : '';

/** Words of a notice: ours for a code we know, else what the backend said; a file that cannot be shown is named. */
export function noticePartWords({ code, params, fallback }: NoticePart, localize: Localize): string {
  const { name } = params;
  // Whoever came without a name is one of the team.
  const words = localize.find(`event.${code}`, { ...params, name: name || localize.t('msg.team') }) ?? fallback;
  if (words) return words;
  const unsupported = localize.t('msg.unsupported');
  return name && code === 'unsupported' ? `\u2068${name}\u2069: ${unsupported}` : unsupported;
}

/** Words of a message that is a line of its own. */
export function noticeWords({ parts }: Message, localize: Localize): string {
  try {
    for (const part of parts) {
      if (part.type === 'text') return part.text;
      if (part.type === 'notice') return noticePartWords(part, localize);
    }
  } catch {
    // The transport's mapper broke its word.
  }
  return localize.t('msg.unsupported');
}

export function queueWords(position: Queue['position'], { t }: Localize): string {
  if (position === undefined) return t('queue.title');
  return position > 1 ? t('queue.place', { position }) : t('queue.next');
}

export const endWords = ({ by }: Conversation, { t }: Localize): string =>
  by ? t('event.endedBy', { name: by }) : t('event.ended');

/** Without towers of accents, which browsers draw in minutes. */
export const tame = (text: unknown): string => String(text).replace(/(\p{M}{16})\p{M}+/gu, '$1');

const QUOTED = 300;

/** Without the signs of markdown, which nobody wants to hear. */
const toSpoken = (text: string): string => text.replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1').replace(/[*_~`#>|]+/g, '');

function partWords(part: Part, message: Message, localize: Localize, most?: number): string {
  if (part.type === 'text') {
    const text = part.text.slice(0, most);
    return part.format === 'markdown' ? toSpoken(text) : text;
  }
  if (part.type === 'image') return localize.t('msg.picture', { name: authorName(message, localize) });
  if (part.type === 'notice') return noticePartWords(part, localize);
  if (part.type === 'quick-replies') return localize.list(part.choices.map(({ title }) => title));
  if (part.type === 'card') return part.card.title;
  if (part.type === 'carousel') return localize.list(part.cards.map(({ title }) => title));
  return 'name' in part && part.type !== 'custom' ? part.name : '';
}

/** All that a message says, as one line; of each text at most so many signs. */
export function messageText(message: Message, localize: Localize, most?: number): string {
  const words = message.parts.map((part) => partWords(part, message, localize, most)).filter(Boolean);
  return words.join(', ').replace(/\s+/g, ' ').trim();
}

/** What a message says, as one line for assistive technology. */
export function messageWords(message: Message, localize: Localize): string {
  if (message.deleted) return localize.t('msg.removed');
  let words = '';
  try {
    // Of an address only the server is worth hearing.
    words = messageText(message, localize, 9 * QUOTED).replace(/https?:\/\/(?:www\.)?([^\s/?#]+)(?:[/?#]\S*)?/g, '$1');
  } catch {
    // The transport's mapper broke its word.
  }
  return words.slice(0, QUOTED) || localize.t('msg.unsupported');
}

/** "author, text, time, status" */
export const messageLabel = (message: Message, localize: Localize): string =>
  [
    authorName(message, localize),
    messageWords(message, localize),
    localize.time(message.createdAt),
    statusWords(message.status, localize),
  ]
    .filter(Boolean)
    .join(', ');
