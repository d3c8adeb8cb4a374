import { ascii, BrokenImage, viewOf } from './cleaned-image.js';
import type { Bytes, CleanedImage } from './cleaned-image.js';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const END = 0x3b;
const CONTROL = 0xf9;
const APPLICATION = 0xff;

/** Bytes of a colour table that the packed field announces. */
const tableLength = (packed: number): number => (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);

/** Behind the chain of sub-blocks that begins at `at`. @throws BrokenImage */
function behindBlocks(bytes: Bytes, at: number): number {
  for (;;) {
    const length = viewOf(bytes, at, 1).getUint8(0);
    at += 1 + length;
    if (!length) return at;
  }
}

/** Frames, and how often they are played; comments, texts and XMP are dropped. */
const isNeeded = (bytes: Bytes, at: number): boolean =>
  bytes[at + 1] === CONTROL ||
  (bytes[at + 1] === APPLICATION && ['NETSCAPE2.0', 'ANIMEXTS1.0'].includes(ascii(bytes, at + 3, 11)));

/** A GIF with all its frames, without comments and whatever lies behind its end. @throws BrokenImage */
export function cleanGif(bytes: Bytes): CleanedImage {
  const screen = viewOf(bytes, 6, 7);
  let at = 13 + tableLength(screen.getUint8(4));
  const parts = [bytes.subarray(0, at)];
  let frames = 0;
  for (;;) {
    const kind = viewOf(bytes, at, 1).getUint8(0);
    if (kind === END) break;
    let end: number;
    if (kind === IMAGE) {
      frames += 1;
      end = behindBlocks(bytes, at + 11 + tableLength(viewOf(bytes, at, 10).getUint8(9)));
    } else if (kind === EXTENSION) end = behindBlocks(bytes, at + 2);
    else throw new BrokenImage('a block of an unknown kind');
    if (kind === IMAGE || isNeeded(bytes, at)) parts.push(bytes.subarray(at, end));
    at = end;
  }
  if (!frames) throw new BrokenImage('no picture inside');
  parts.push(new Uint8Array([END]));
  const width = screen.getUint16(0, true);
  const height = screen.getUint16(2, true);
  return { parts, oriented: parts, width, height, orientation: 1, isAnimated: frames > 1 };
}
