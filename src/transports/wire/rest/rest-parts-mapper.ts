import type { Author, Card, Choice, MediaPart, Part } from '../../../core/model.js';
import { safeUrl, type UrlKind } from '../../../core/safe-url.js';
import { amount, id, isWire, list, shape, text, word, type Reader } from './rest-wire.js';

/** A URL of the backend, absolute, if it may be used so. */
export function url(kind: UrlKind): Reader<string> {
  return (value, mapping) => {
    try {
      return value ? safeUrl(kind, new URL(String(value), mapping.base).href) : undefined;
    } catch {
      return undefined; // what is shown goes without it
    }
  };
}

const file = url('file');
const image = url('image');
const person = { id, name: text, avatarUrl: image };

export const toAgent = shape({}, person);

/** An author; whoever has no known role is taken for `fallback`. */
export function author(fallback: Author['role']): Reader<Author> {
  return shape({ role: word(['visitor', 'agent', 'bot', 'system'], fallback) }, person);
}

const attachment = shape(
  {},
  {
    id,
    mime: text,
    name: text,
    size: amount,
    url: file,
    thumbnailUrl: image,
    width: amount,
    height: amount,
  },
);

/** An attachment or an upload as a part. Its kind follows the mime type. */
export const toMedia: Reader<MediaPart> = (value, mapping) => {
  const known = attachment(value, mapping);
  if (!known) return undefined;
  const { id: uploadId, mime = '', name = '', ...rest } = known;
  const kind = /^(image|audio|video)\//.exec(mime)?.[1] as 'image' | undefined;
  return { type: kind ?? 'file', name, mime, ...(uploadId ? { uploadId } : {}), ...rest };
};

const choice = shape({ title: id }, { id, value: text, url: url('link') });
const choices = list((value, mapping): Choice | undefined => {
  const known = choice(value, mapping);
  return known && { id: known.title, ...known };
});
const card = shape(
  {
    title: (value, mapping) => text(value, mapping) ?? '',
    buttons: (value, mapping) => choices(value, mapping) ?? [],
  },
  { subtitle: text, imageUrl: image },
);

const content = shape(
  {},
  {
    text,
    format: word(['plain', 'markdown'], 'plain'),
    attachments: list(toMedia),
    cards: list(card),
    quickReplies: choices,
    notice: shape({ code: id }, { params: params }),
  },
);

function params(value: unknown): Record<string, string> | undefined {
  return isWire(value)
    ? Object.fromEntries(Object.entries(value).map(([name, said]) => [name, String(said)]))
    : undefined;
}

function toCardParts(cards: Card[]): Part[] {
  const [first, ...more] = cards;
  if (!first) return [];
  return [more[0] ? { type: 'carousel', cards } : { type: 'card', card: first }];
}

/** An empty text alone is one that a stream is about to fill. */
function toLonePart(words: string | undefined, format: 'plain' | 'markdown'): Part[] {
  if (words === undefined) return [{ type: 'notice', code: 'unsupported', params: {} }];
  return [{ type: 'text', text: words, format }];
}

/**
 * The parts of a message in the order in which they are read: text, files, cards, choices. A
 * message in which nothing is known becomes the notice `unsupported`, never an empty bubble.
 */
export const toParts: Reader<Part[]> = (value, mapping) => {
  const known = content(value, mapping) ?? {};
  const { text: words, notice, attachments = [], cards = [], quickReplies = [] } = known;
  if (notice) return [{ type: 'notice', params: {}, ...notice, ...(words && { fallback: words }) }];
  const parts: Part[] = [...attachments, ...toCardParts(cards)];
  if (quickReplies[0]) parts.push({ type: 'quick-replies', choices: quickReplies });
  const { format = 'plain' } = known;
  if (words) parts.unshift({ type: 'text', text: words, format });
  return parts[0] ? parts : toLonePart(words, format);
};
