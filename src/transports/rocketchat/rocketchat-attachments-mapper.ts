import type { MediaPart, Part } from '../../core/model.js';
import { safeUrl, type UrlKind } from '../../core/safe-url.js';
import { amount, isWire, shape, text, type Wire } from '../wire/readers.js';
import { label, type RocketMapping } from './rocketchat-wire.js';

const KINDS = ['audio', 'video', 'image', 'file'] as const;
const sides = shape({}, { width: amount, height: amount });

/**
 * An address of the server, absolute, if it may be used so. What is written without a host lies below
 * the server's address, whether it names the server's sub-path or not. Uploads are protected: a page of
 * another origin cannot set the cookies that the official widget uses, so room and token go along.
 */
export function toAddress(value: unknown, kind: UrlKind, { base, rid = '', token = '' }: RocketMapping): string | undefined {
  if (typeof value !== 'string' || !value) return undefined;
  try {
    const home = new URL(base);
    const isBelow = value.startsWith('/') && !value.startsWith('//') && !value.startsWith(home.pathname);
    const url = new URL(isBelow ? value.slice(1) : value, home);
    if (url.origin === home.origin && url.pathname.includes('/file-upload/')) {
      for (const [name, said] of [['rc_rid', rid], ['rc_token', token], ['rc_room_type', 'l']] as const) {
        url.searchParams.set(name, said);
      }
    }
    return safeUrl(kind, url.href);
  } catch {
    return undefined; // what is shown goes without it
  }
}

/** Bytes and pixels of an attachment, where they are told. */
function toMeasures(size: unknown, dimensions: unknown, mapping: RocketMapping): Partial<MediaPart> {
  const { width, height } = sides(dimensions, mapping) ?? {};
  const bytes = amount(size, mapping);
  return { ...(bytes && { size: bytes }), ...(width && height && { width, height }) };
}

function toMedia(value: Wire, type: MediaPart['type'], mapping: RocketMapping): MediaPart | undefined {
  const of = (name: string): unknown => value[`${type}_${name}`];
  const address = type === 'file' ? value['title_link'] : of('url');
  const url = toAddress(address, type === 'image' ? 'image' : 'file', mapping);
  if (!url) return undefined;
  const preview = of('preview');
  const thumbnailUrl = typeof preview === 'string' && safeUrl('image', `data:image/jpeg;base64,${preview}`);
  return {
    type,
    name: text(value['title'], mapping) ?? '',
    mime: text(of('type'), mapping) ?? '',
    url,
    ...toMeasures(of('size') ?? value['size'], of('dimensions'), mapping),
    ...(thumbnailUrl && { thumbnailUrl }),
  };
}

/** One attachment, the richest first: audio, video, picture, file, with what is said of it; else a quote. */
function toParts(value: Wire, mapping: RocketMapping): Part[] {
  const description = label(value['description'], mapping);
  for (const kind of KINDS) {
    const media = toMedia(value, kind, mapping);
    if (media) return [media, ...toWords(description)];
  }
  // Words of somebody else, or of a link's preview.
  return toWords((label(value['text'], mapping) ?? description)?.replace(/^/gm, '> '));
}

const toWords = (text: string | undefined): Part[] => (text ? [{ type: 'text', text, format: 'markdown' }] : []);

/** The attachments of a message; malformed ones are left out. */
export function toAttachments(value: unknown, mapping: RocketMapping): Part[] {
  const list = Array.isArray(value) ? value.filter(isWire) : [];
  return list.flatMap((one) => toParts(one, mapping));
}
