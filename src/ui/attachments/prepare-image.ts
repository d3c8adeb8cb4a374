import { cleanGif } from './clean-gif.js';
import { cleanJpeg } from './clean-jpeg.js';
import { cleanPng } from './clean-png.js';
import { cleanWebp } from './clean-webp.js';
import type { Bytes, CleanedImage } from './cleaned-image.js';
import { MAX_SIDE, redraw } from './redraw.js';

/** Decoded, a pixel takes four bytes: beyond this a small file may eat all of a phone's memory. */
const MAX_PIXELS = 120e6;
const WRITABLE = ['image/jpeg', 'image/png', 'image/webp'];

const CLEAN: Record<string, (bytes: Bytes) => CleanedImage> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/gif': cleanGif,
  'image/webp': cleanWebp,
};

const ENDINGS: Record<string, RegExp> = {
  'image/jpeg': /\.(jpe?g|jfif|pjpeg)$/i,
  'image/png': /\.a?png$/i,
  'image/gif': /\.gif$/i,
  'image/webp': /\.webp$/i,
};

/** The name with an ending that tells the truth: backends judge by it. */
export function rename(name: string, type: string): string {
  if (!ENDINGS[type] || ENDINGS[type].test(name)) return name;
  const ending = type.slice(6).replace('jpeg', 'jpg');
  return `${name.replace(/\.[a-z0-9]{2,5}$/i, '')}.${ending}`;
}

/** In one piece: Firefox decodes no JPEG from a blob of many. */
const joined = (parts: readonly Bytes[]): Promise<ArrayBuffer> => new Blob([...parts]).arrayBuffer();

const asFile = (parts: BlobPart[], name: string, type: string): File => new File(parts, rename(name, type), { type });

/** A still picture that is too long, lies on its side, or is of a type whose metadata we cannot take out. */
function mustRedraw(type: string, bitmap: ImageBitmap, cleaned: CleanedImage | undefined): boolean {
  if (!cleaned) return true;
  if (cleaned.isAnimated) return false;
  return Math.max(bitmap.width, bitmap.height) > MAX_SIDE || (type === 'image/jpeg' && cleaned.orientation !== 1);
}

/** In the type it has, where the backend takes it and the browser writes it. */
async function drawAnew(type: string, bitmap: ImageBitmap, orientation: number, isAccepted: (type: string) => boolean) {
  const types = [...new Set([type, ...WRITABLE])].filter((it) => WRITABLE.includes(it) && isAccepted(it));
  return redraw(bitmap, type === 'image/jpeg' ? orientation : 1, types);
}

/** A JPEG is decoded as it is stored, so that it is turned by us alone; engines differ in what they turn. */
async function decode(file: File, type: string, cleaned: CleanedImage | undefined): Promise<ImageBitmap> {
  if (!cleaned) return createImageBitmap(file);
  const { parts, oriented } = cleaned;
  return createImageBitmap(new Blob([await joined(type === 'image/jpeg' ? parts : oriented)], { type }));
}

/**
 * The image as it may leave this device: without metadata, upright, at most 2048 pixels long. What moves stays
 * as it is, and so does every pixel of what need not be scaled or turned.
 * @param type what it is by its content
 * @param isAccepted whether the backend takes files of a type
 * @returns nothing where it cannot be shown, and so not be cleaned either
 */
export async function prepareImage(file: File, type: string, isAccepted: (type: string) => boolean): Promise<File | undefined> {
  let bitmap: ImageBitmap | undefined;
  try {
    const cleaned = CLEAN[type]?.(new Uint8Array(await file.arrayBuffer()));
    if (cleaned && cleaned.width * cleaned.height > MAX_PIXELS) return undefined;
    bitmap = await decode(file, type, cleaned);
    const drawn = mustRedraw(type, bitmap, cleaned) && (await drawAnew(type, bitmap, cleaned?.orientation ?? 1, isAccepted));
    if (drawn) return asFile([drawn], file.name, drawn.type);
    return cleaned && asFile([await joined(cleaned.oriented)], file.name, type);
  } catch {
    return undefined; // cut short, not what it claims to be, or too much for this device
  } finally {
    bitmap?.close();
  }
}
