import type { ChatService } from '../../conversation/chat-service.js';
import type { VisitorMessage } from '../../conversation/messages.js';
import type { Attachment } from '../../conversation/model.js';
import { randomId } from '../../conversation/random-id.js';
import { invalid } from '../../conversation/service-error.js';
import { isWebAddress } from '../../http/is-web-address.js';
import { isObject } from '../../http/json-body.js';
import { filesPath } from '../../uploads/to-attachment.js';

/** A picture as a message names it: an http(s) address, or the bytes as a data URL. */
export type Picture = { url: string; about: Record<string, unknown> };

const maxPictures = 10;

/** Owners of files that were uploaded before anybody said who they are. */
const nobody = 'pancake.upload:';

/** The pictures of `images` (addresses) and `attachments` (objects with one). @throws ServiceError `invalid` */
export function readPictures(body: Record<string, unknown>): Picture[] {
  const pictures = [
    ...listOf(body['images'], 'images').map((url) => toPicture(url, {})),
    ...listOf(body['attachments'], 'attachments').map((each) => (isObject(each) ? toPicture(each['url'], each) : undefined)),
  ];
  if (pictures.length > maxPictures) throw invalid({ images: 'too_long' });
  return pictures.map((picture) => {
    if (!picture) throw invalid({ images: 'invalid' }, 'images takes http(s) addresses');
    return picture;
  });
}

/**
 * Makes them the visitor's: files of this server are taken, bytes are stored, all others stay where
 * they are. Nothing is ever fetched: an address could point into this server's own network.
 * @throws ServiceError `unsupported_type`, `too_large`, `rate_limited`
 */
export function takePictures(
  service: ChatService,
  visitorId: string,
  pictures: readonly Picture[],
): Pick<VisitorMessage, 'attachments' | 'linked'> {
  const attachments: string[] = [];
  const linked: Attachment[] = [];
  for (const picture of pictures) {
    const uploadId = uploadOf(service, visitorId, picture.url) ?? storedOf(service, visitorId, picture.url);
    if (uploadId === undefined) linked.push(toLinked(picture));
    else attachments.push(uploadId);
  }
  return { attachments, linked };
}

/** Stores a file for whoever names its address first. */
export function storeForAnybody(service: ChatService, file: { name: string; bytes: Uint8Array }): Attachment {
  return service.uploads.store(`${nobody}${randomId('p')}`, file);
}

function listOf(value: unknown, name: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid({ [name]: 'invalid' });
  return value;
}

function toPicture(url: unknown, about: Record<string, unknown>): Picture | undefined {
  if (typeof url !== 'string') return undefined;
  return /^data:image\/[\w.+-]+;base64,/i.test(url) || isWebAddress(url, 4096) ? { url, about } : undefined;
}

function uploadOf(service: ChatService, visitorId: string, url: string): string | undefined {
  const { uploads } = service.context;
  const path = url.startsWith('data:') ? '' : new URL(url).pathname;
  const secret = path.startsWith(`${filesPath}/`) ? path.split('/')[2] : undefined;
  const upload = secret === undefined ? undefined : uploads.read(secret)?.upload;
  if (upload?.visitorId.startsWith(nobody)) uploads.moveToVisitor(upload.visitorId, visitorId);
  else if (upload?.visitorId !== visitorId) return undefined;
  return upload?.id;
}

function storedOf(service: ChatService, visitorId: string, url: string): string | undefined {
  if (!/^data:/i.test(url)) return undefined;
  const bytes = new Uint8Array(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  return service.uploads.store(visitorId, { name: 'picture', bytes }).id;
}

function toLinked({ url, about }: Picture): Attachment {
  const { href, pathname } = new URL(url);
  const last = pathname.split('/').at(-1) ?? '';
  const { name, mime_type: mime, width, height, size } = about;
  const count = (value: unknown): number => (typeof value === 'number' && value > 0 && value < 1e9 ? Math.round(value) : 0);
  return {
    id: randomId('l'),
    url: href,
    name: typeof name === 'string' && name.trim() ? name.slice(0, 120) : last.slice(-120) || 'picture',
    mime: typeof mime === 'string' && /^image\/[\w.+-]{1,40}$/.test(mime) ? mime : mimeOf(last),
    size: count(size),
    ...(count(width) && count(height) && { width: count(width), height: count(height) }),
  };
}

/** By the name alone, since nobody looks inside. */
function mimeOf(name: string): string {
  const ending = /\.(png|jpe?g|gif|webp)$/i.exec(name)?.[1]?.toLowerCase() ?? 'jpeg';
  return `image/${ending === 'jpg' ? 'jpeg' : ending}`;
}
