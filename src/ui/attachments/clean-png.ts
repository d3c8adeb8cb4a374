import { ascii, BrokenImage, viewOf } from './cleaned-image.js';
import type { Bytes, CleanedImage } from './cleaned-image.js';
import { fromOrientation, toOrientation } from './exif-orientation.js';

/** What the picture needs: pixels, colours, frames. Words, times, places and private chunks are not among it. */
const NEEDED = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs sPLT cICP mDCV cLLI mDCv cLLi acTL fcTL fdAT'.split(' '),
);

function crc(bytes: Bytes): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function exifChunk(orientation: number): Bytes {
  const tiff = fromOrientation(orientation);
  const chunk = new Uint8Array(12 + tiff.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, tiff.length);
  view.setUint32(4, 0x65584966); // eXIf
  chunk.set(tiff, 8);
  view.setUint32(8 + tiff.length, crc(chunk.subarray(4, 8 + tiff.length)));
  return chunk;
}

/** A PNG, also an animated one, without EXIF, texts, times and whatever lies behind its end. @throws BrokenImage */
export function cleanPng(bytes: Bytes): CleanedImage {
  const header = viewOf(bytes, 8, 25);
  if (ascii(bytes, 12, 4) !== 'IHDR') throw new BrokenImage('no header');
  const parts = [bytes.subarray(0, 8)];
  let orientation = 1;
  let isAnimated = false;
  let name = '';
  for (let at = 8; name !== 'IEND'; ) {
    const length = viewOf(bytes, at, 8).getUint32(0);
    const end = at + 12 + length;
    if (end > bytes.length) throw new BrokenImage('a chunk without an end');
    name = ascii(bytes, at + 4, 4);
    if (name === 'acTL') isAnimated = true;
    if (name === 'eXIf') orientation = toOrientation(bytes.subarray(at + 8, end - 4));
    if (NEEDED.has(name)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  const [signature, first, ...rest] = parts;
  return {
    parts,
    oriented: orientation === 1 ? parts : [signature!, first!, exifChunk(orientation), ...rest],
    width: header.getUint32(8),
    height: header.getUint32(12),
    orientation,
    isAnimated,
  };
}
