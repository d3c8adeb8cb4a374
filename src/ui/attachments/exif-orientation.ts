import type { Bytes } from './cleaned-image.js';

const ORIENTATION = 0x0112;
const SHORT = 3;

/**
 * The orientation in a TIFF block as EXIF has it; 1 where it says none or makes no sense.
 * Only the first directory is read: the second one is the thumbnail's.
 */
export function toOrientation(tiff: Bytes): number {
  try {
    const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
    const little = view.getUint16(0) === 0x4949;
    const start = view.getUint32(4, little);
    const count = view.getUint16(start, little);
    for (let index = 0; index < count; index++) {
      const at = start + 2 + index * 12;
      if (view.getUint16(at, little) !== ORIENTATION) continue;
      const value = view.getUint16(at + 8, little);
      return value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // Cut short, or pointing outside: as good as none.
  }
  return 1;
}

/** A TIFF block that tells the orientation and nothing else. */
export function fromOrientation(orientation: number): Bytes {
  const tiff = new Uint8Array(26);
  const view = new DataView(tiff.buffer);
  view.setUint32(0, 0x4d4d002a);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, ORIENTATION);
  view.setUint16(12, SHORT);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return tiff;
}
