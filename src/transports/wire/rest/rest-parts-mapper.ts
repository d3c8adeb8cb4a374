import type { Author, Card, Choice, MediaPart, Part } from '../../../core/model.js';
import { toTexts } from '../../texts.js';
import { url } from '../url-reader.js';
import { amount, id, items, mapped, shape, text, word, words, type Reader } from '../readers.js';

const file = url('file');
const image = url('image');
const person = { id, name: text, avatarUrl: image };

/** An agent of the open REST contract: `{id?, name?, avatarUrl?}`, the URL absolute and safe for an image. */
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
export const toMedia: Reader<MediaPart> = mapped(attachment, ({ id: uploadId, ...rest }) => {
  const kind = /^(image|audio|video)\//.exec(rest.mime ?? '')?.[1] as 'image' | undefined;
  return { type: kind ?? 'file', name: '', mime: '', ...rest, ...(uploadId && { uploadId }) };
});

const choice = shape({ title: id }, { id, value: text, url: url('link') });
const choices = items(mapped(choice, (known): Choice => ({ id: known.title, ...known })));
const card = shape({ title: words, buttons: choices }, { subtitle: text, imageUrl: image });

const content = shape(
  {
    format: word(['plain', 'markdown'], 'plain'),
    attachments: items(toMedia),
    cards: items(card),
    quickReplies: choices,
  },
  { text, notice: shape({ code: id }, { params: toTexts }) },
);

function toCardParts(cards: Card[]): Part[] {
  return cards[1] ? [{ type: 'carousel', cards }] : cards.map((card) => ({ type: 'card', card }));
}

/**
 * The parts of a message in the order in which they are read: text, files, cards, choices. A
 * message in which nothing is known becomes the notice `unsupported`, never an empty bubble.
 */
export const toParts: Reader<Part[]> = mapped(content, ({ text: said, format, notice, attachments, cards, quickReplies }) => {
  if (notice) return [{ type: 'notice', params: {}, ...notice, ...(said && { fallback: said }) }];
  const parts: Part[] = [...attachments, ...toCardParts(cards)];
  if (quickReplies[0]) parts.push({ type: 'quick-replies', choices: quickReplies });
  // An empty text alone is one that a stream is about to fill.
  const isAwaited = said === '' && !parts[0];
  if (said || isAwaited) parts.unshift({ type: 'text', text: said, format });
  return parts[0] ? parts : [{ type: 'notice', code: 'unsupported', params: {} }];
});
