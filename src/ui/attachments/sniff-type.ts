import { ascii } from './cleaned-image.js';
import type { Bytes } from './cleaned-image.js';

/** So many bytes of a file tell what it is. */
export const SNIFF_BYTES = 4096;

const startsWith = (bytes: Bytes, ...wanted: number[]): boolean => wanted.every((byte, at) => bytes[at] === byte);

/** The brands of ISO media files that are still pictures. */
function brandType(bytes: Bytes): string | undefined {
  if (ascii(bytes, 4, 4) !== 'ftyp') return undefined;
  const brand = ascii(bytes, 8, 4);
  if (brand === 'avif' || brand === 'avis') return 'image/avif';
  return /^(hei|hev|mif1|msf1)/.test(brand) ? 'image/heic' : undefined;
}

/** A document with an `svg` element as its root, whatever stands before it, in UTF-8 or UTF-16. */
function isSvg(bytes: Bytes): boolean {
  const text = new TextDecoder().decode(bytes.filter((byte) => byte !== 0));
  return /^[\s\ufeff\ufffd]*(<\?[^>]*>|<!--[\s\S]*?-->|<!doctype[^>[]*(\[[\s\S]*?\])?[^>]*>|\s)*<(\w+:)?svg[\s>/]/i.test(text);
}

/**
 * What a file is by its first bytes, whatever its name says; nothing where they do not tell.
 * @param bytes the first `SNIFF_BYTES` of it
 */
export function sniffType(bytes: Bytes): string | undefined {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return 'image/gif';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (ascii(bytes, 0, 5) === '%PDF-') return 'application/pdf';
  if (ascii(bytes, 0, 2) === 'BM' && bytes[14] === 40) return 'image/bmp';
  return brandType(bytes) ?? (isSvg(bytes) ? 'image/svg+xml' : undefined);
}
