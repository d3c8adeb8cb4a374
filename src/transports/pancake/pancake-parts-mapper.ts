import type { Card, MediaPart, Part } from '../../core/model.js';
import { safeUrl, type UrlKind } from '../../core/safe-url.js';
import { amount, id, shape, text, type Mapping, type Reader } from '../wire/readers.js';

const attachment = shape(
  {},
  {
    type: text, url: id, name: id, title: id, description: id, mime_type: id,
    width: amount, height: amount, size: amount, image: shape({}, { url: id }),
  },
);
type Attachment = NonNullable<ReturnType<typeof attachment>>;

/** One attachment; a thing that nothing can be made of becomes the notice `unsupported`. */
export const toAttachmentPart: Reader<Part> = (value, mapping) => {
  const known = attachment(value, mapping);
  if (!known) return undefined;
  const kind = kindOf(known);
  const part = kind ? toMedia(kind, known, mapping) : toCard(known, mapping);
  return part ?? { type: 'notice', code: 'unsupported', params: {} };
};

const KINDS: readonly (readonly [MediaPart['type'], RegExp])[] = [
  ['image', /^(image|photo|sticker|gif)/i],
  ['video', /^video/i],
  ['audio', /^(audio|voice)/i],
  ['file', /^(file|document|.+\/)/i],
];

/** The document names photos, and link cards that have words; the others are what such servers send. */
function kindOf({ type = '', mime_type, name, title, description, image, url }: Attachment): MediaPart['type'] | undefined {
  const [said] = KINDS.find(([, known]) => known.test(mime_type ?? type)) ?? [];
  if (said ?? name ?? title ?? description) return said;
  return image ? 'image' : url ? 'file' : undefined;
}

function toMedia(type: MediaPart['type'], known: Attachment, mapping: Mapping): MediaPart | undefined {
  const { name = '', mime_type: mime = type === 'file' ? '' : `${type}/*`, width, height, size } = known;
  const url = toUrl(type === 'image' ? type : type === 'file' ? 'file' : 'media', known.url ?? known.image?.url, mapping);
  return url ? { type, name, mime, url, ...(width && { width }), ...(height && { height }), ...(size && { size }) } : undefined;
}

function toCard({ name, title, description, image, url }: Attachment, mapping: Mapping): Part | undefined {
  const [heading = '', subtitle] = [name, title, description].filter((words, index, all) => words && all.indexOf(words) === index);
  const imageUrl = toUrl('image', image?.url, mapping);
  const link = toUrl('link', url, mapping);
  if (!(heading || imageUrl || link)) return undefined;
  const card: Card = {
    title: heading,
    ...(subtitle && { subtitle }),
    ...(imageUrl && { imageUrl }),
    buttons: link ? [{ id: link, title: new URL(link).host || link, url: link }] : [],
  };
  return { type: 'card', card };
}

function toUrl(kind: UrlKind, address: string | undefined, { base }: Mapping): string | undefined {
  try {
    return address ? safeUrl(kind, new URL(address, `${base}/`).href) : undefined;
  } catch {
    return undefined; // what is shown goes without it
  }
}
