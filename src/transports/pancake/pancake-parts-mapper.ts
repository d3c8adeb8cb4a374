import type { Card, MediaPart, Part } from '../../core/model.js';
import type { UrlKind } from '../../core/safe-url.js';
import { url } from '../wire/url-reader.js';
import { amount, defined, id, mapped, shape, text, type Mapping, type Reader } from '../wire/readers.js';

/** A measure; zero says nothing. */
const measure: Reader<number> = (value, mapping) => amount(value, mapping) || undefined;

const attachment = shape(
  {},
  {
    type: text, url: id, name: id, title: id, description: id, mime_type: id,
    width: measure, height: measure, size: measure, image: shape({}, { url: id }),
  },
);
type Attachment = NonNullable<ReturnType<typeof attachment>>;
type Kind = { type: MediaPart['type']; address: UrlKind };

/** One attachment; a thing that nothing can be made of becomes the notice `unsupported`. */
export const toAttachmentPart: Reader<Part> = mapped(attachment, (known, mapping) => {
  const kind = kindOf(known);
  const part = kind ? toMedia(kind, known, mapping) : toCard(known, mapping);
  return part ?? { type: 'notice', code: 'unsupported', params: {} };
});

const FILE: Kind = { type: 'file', address: 'file' };
const IMAGE: Kind = { type: 'image', address: 'image' };
const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^(image|photo|sticker|gif)/i, IMAGE],
  [/^video/i, { type: 'video', address: 'media' }],
  [/^(audio|voice)/i, { type: 'audio', address: 'media' }],
  [/^(file|document|.+\/)/i, FILE],
];

/** The document names photos, and link cards that have words; the others are what such servers send. */
function kindOf({ type = '', mime_type, name, title, description, image, url }: Attachment): Kind | undefined {
  const said = KINDS.find(([known]) => known.test(mime_type ?? type))?.[1];
  if (said ?? name ?? title ?? description) return said;
  return image ? IMAGE : url ? FILE : undefined;
}

function toMedia({ type, address }: Kind, known: Attachment, mapping: Mapping): MediaPart | undefined {
  const { name = '', mime_type: mime = type === 'file' ? '' : `${type}/*`, width, height, size } = known;
  const found = url(address)(known.url ?? known.image?.url, mapping);
  return found ? defined({ type, name, mime, url: found, width, height, size }) : undefined;
}

function toCard({ name, title, description, image, url: address }: Attachment, mapping: Mapping): Part | undefined {
  const [heading = '', subtitle] = new Set([name, title, description].filter(Boolean));
  const imageUrl = url('image')(image?.url, mapping);
  const link = url('link')(address, mapping);
  if (!(heading || imageUrl || link)) return undefined;
  const buttons: Card['buttons'] = link ? [{ id: link, title: new URL(link).host || link, url: link }] : [];
  return { type: 'card', card: defined({ title: heading, subtitle, imageUrl, buttons }) as Card };
}
