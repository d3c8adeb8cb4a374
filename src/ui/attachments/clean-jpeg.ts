import { ascii, BrokenImage, viewOf } from './cleaned-image.js';
import type { Bytes, CleanedImage } from './cleaned-image.js';
import { fromOrientation, toOrientation } from './exif-orientation.js';

const EXIF = 'Exif\0\0';
const SCAN = 0xda;
const END = 0xd9;

/** Stands alone, without a length: restart marks, and one that means nothing. */
const isBare = (marker: number): boolean => (marker >= 0xd0 && marker <= 0xd7) || marker === 1;

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Of the segments for applications only those that decide how the picture looks. */
function isNeeded(marker: number, bytes: Bytes, at: number): boolean {
  if (marker === 0xfe) return false; // a comment
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return ascii(bytes, at, 5) === 'JFIF\0';
  if (marker === 0xe2) return ascii(bytes, at, 12) === 'ICC_PROFILE\0';
  return marker === 0xee && ascii(bytes, at, 5) === 'Adobe';
}

/** Where the next marker behind coded pixels stands; the end of the file where none does. */
function behindScan(bytes: Bytes, from: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) return bytes.length;
    const next = bytes[at + 1]!;
    if (next !== 0 && next !== 0xff && !isBare(next)) return at;
  }
}

/** Its first member may hold a small copy of the picture before it was cut. */
function withoutThumbnail(segment: Bytes): Bytes {
  const bare = segment.slice(0, 18);
  bare.set([0, 16], 2);
  bare.fill(0, 16);
  return bare;
}

function exifSegment(orientation: number): Bytes {
  const tiff = fromOrientation(orientation);
  const segment = new Uint8Array(4 + EXIF.length + tiff.length);
  new DataView(segment.buffer).setUint32(0, 0xffe10000 + segment.length - 2);
  segment.set([...EXIF].map((sign) => sign.charCodeAt(0)), 4);
  segment.set(tiff, 4 + EXIF.length);
  return segment;
}

/**
 * A JPEG without EXIF, XMP, IPTC, comments, previews and whatever lies behind its end (a phone puts the film
 * of a "live" picture there, with its place). Pixels and colour profile are copied bit for bit.
 * @throws BrokenImage
 */
export function cleanJpeg(bytes: Bytes): CleanedImage {
  const found: CleanedImage = { parts: [], oriented: [], width: 0, height: 0, orientation: 1, isAnimated: false };
  let at = 2;
  let isDone = false;
  found.parts.push(bytes.subarray(0, 2));
  while (!isDone && at + 4 <= bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) throw new BrokenImage('no marker where one must be');
    if (marker === 0xff || isBare(marker)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    isDone = marker === END;
    if (!isDone) at = takeSegment(bytes, at, marker, found);
  }
  // A file that was cut short still shows its upper part; so does what we make of it.
  found.parts.push(new Uint8Array([0xff, END]));
  if (!found.width || !found.height) throw new BrokenImage('no picture inside');
  const [first, ...rest] = found.parts;
  found.oriented = found.orientation === 1 ? found.parts : [first!, exifSegment(found.orientation), ...rest];
  return found;
}

/** Keeps or drops the segment at `at`; answers where the next one begins. */
function takeSegment(bytes: Bytes, at: number, marker: number, found: CleanedImage): number {
  const length = viewOf(bytes, at + 2, 2).getUint16(0);
  const data = at + 4;
  let end = at + 2 + length;
  if (length < 2 || end > bytes.length) throw new BrokenImage('a segment without an end');
  if (isFrame(marker)) {
    const view = viewOf(bytes, data, 5);
    found.height = view.getUint16(1);
    found.width = view.getUint16(3);
  }
  if (marker === 0xe1 && ascii(bytes, data, 6) === EXIF) {
    found.orientation = toOrientation(bytes.subarray(data + 6, end));
  }
  if (marker === SCAN) end = behindScan(bytes, end);
  const segment = bytes.subarray(at, end);
  if (isNeeded(marker, bytes, data)) found.parts.push(marker === 0xe0 ? withoutThumbnail(segment) : segment);
  return end;
}
