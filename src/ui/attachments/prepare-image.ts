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

const asFile = (parts: BlobPart[], name: string, type: string): File => new File(parts, rename(name, type), { type });

/** A still picture that is too long, lies on its side, or is of a type whose metadata we cannot take out. */
function mustRedraw(type: string, bitmap: ImageBitmap, cleaned: CleanedImage | undefined): boolean {
  if (!cleaned) return true;
  if (cleaned.isAnimated) return false;
  return Math.max(bitmap.width, bitmap.height) > MAX_SIDE || (type === 'image/jpeg' && cleaned.orientation !== 1);
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
    // A JPEG without its metadata is decoded as it is stored in every engine; we turn it ourselves.
    const source = cleaned ? new Blob(type === 'image/jpeg' ? cleaned.parts : cleaned.oriented, { type }) : file;
    bitmap = await createImageBitmap(source);
    if (mustRedraw(type, bitmap, cleaned)) {
      const types = [...new Set([type, ...WRITABLE])].filter((it) => WRITABLE.includes(it) && isAccepted(it));
      const turn = type === 'image/jpeg' ? cleaned!.orientation : 1;
      const drawn = await redraw(bitmap, turn, types);
      if (drawn) return asFile([drawn], file.name, drawn.type);
    }
    return cleaned && asFile(cleaned.oriented, file.name, type);
  } catch {
    return undefined; // cut short, not what it claims to be, or too much for this device
  } finally {
    bitmap?.close();
  }
}
