import { ascii, BrokenImage, viewOf } from './cleaned-image.js';
import type { Bytes, CleanedImage } from './cleaned-image.js';
import { fromOrientation, toOrientation } from './exif-orientation.js';

const NEEDED = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const HAS_EXIF = 8;
const HAS_XMP = 4;
const HAS_FRAMES = 2;

type Chunk = { name: string; bytes: Bytes };

/** With its padding, which some writers forget at the very end. @throws BrokenImage */
function toChunks(bytes: Bytes): Chunk[] {
  const chunks: Chunk[] = [];
  const end = Math.min(bytes.length, viewOf(bytes, 4, 4).getUint32(0, true) + 8);
  for (let at = 12; at + 8 <= end; ) {
    const length = viewOf(bytes, at + 4, 4).getUint32(0, true);
    const next = at + 8 + length;
    if (next > bytes.length) throw new BrokenImage('a chunk without an end');
    chunks.push({ name: ascii(bytes, at, 4), bytes: bytes.subarray(at, next) });
    at = next + (length % 2);
  }
  return chunks;
}

function toSize({ name, bytes }: Chunk): { width: number; height: number } {
  if (name === 'VP8X') {
    const view = viewOf(bytes, 12, 6);
    const at = (offset: number): number => 1 + view.getUint16(offset, true) + (view.getUint8(offset + 2) << 16);
    return { width: at(0), height: at(3) };
  }
  if (name === 'VP8L') {
    const bits = viewOf(bytes, 9, 4).getUint32(0, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (name !== 'VP8 ') throw new BrokenImage('no picture inside');
  const view = viewOf(bytes, 14, 4);
  return { width: view.getUint16(0, true) & 0x3fff, height: view.getUint16(2, true) & 0x3fff };
}

/** The chunks as a file; `flags` of the extended header say that EXIF is there, or not. */
function toFile(chunks: readonly Chunk[], exif: Bytes | undefined): Bytes[] {
  const parts: Bytes[] = [];
  for (const { name, bytes } of chunks) {
    const copy = name === 'VP8X' ? bytes.slice() : bytes;
    if (name === 'VP8X') copy[8] = (copy[8]! & ~(HAS_EXIF | HAS_XMP)) | (exif ? HAS_EXIF : 0);
    parts.push(copy);
    if (bytes.length % 2) parts.push(new Uint8Array(1));
  }
  if (exif) parts.push(exif);
  const head = new Uint8Array(12);
  head.set([82, 73, 70, 70, 0, 0, 0, 0, 87, 69, 66, 80]);
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  new DataView(head.buffer).setUint32(4, length, true);
  return [head, ...parts];
}

function exifChunk(orientation: number): Bytes {
  const tiff = fromOrientation(orientation);
  const chunk = new Uint8Array(8 + tiff.length);
  chunk.set([69, 88, 73, 70]);
  new DataView(chunk.buffer).setUint32(4, tiff.length, true);
  chunk.set(tiff, 8);
  return chunk;
}

/** Some writers put the signature of JPEG before the block. */
const tiffOf = (bytes: Bytes): Bytes => bytes.subarray(ascii(bytes, 8, 4) === 'Exif' ? 14 : 8);

/** A WebP, also an animated one, without EXIF, XMP and whatever lies behind its end. @throws BrokenImage */
export function cleanWebp(bytes: Bytes): CleanedImage {
  const chunks = toChunks(bytes);
  const [first] = chunks;
  if (!first) throw new BrokenImage('nothing inside');
  const size = toSize(first);
  const exif = chunks.find(({ name }) => name === 'EXIF');
  const orientation = exif ? toOrientation(tiffOf(exif.bytes)) : 1;
  const kept = chunks.filter(({ name }) => NEEDED.has(name));
  const parts = toFile(kept, undefined);
  // Without the extended header there is no place for it.
  const canTell = orientation !== 1 && first.name === 'VP8X';
  return {
    parts,
    oriented: canTell ? toFile(kept, exifChunk(orientation)) : parts,
    ...size,
    orientation,
    isAnimated: first.name === 'VP8X' && (first.bytes[8]! & HAS_FRAMES) > 0,
  };
}
