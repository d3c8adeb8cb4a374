/** An image without what it says about its maker: place, camera, author, thumbnails of what was cut off. */
export type CleanedImage = {
  /** The bytes, one after the other. */
  parts: Uint8Array<ArrayBuffer>[];
  /** The same, with the orientation as the only thing that is told; `parts` where there is none to tell. */
  oriented: Uint8Array<ArrayBuffer>[];
  /** Pixels as they are stored, before the orientation. */
  width: number;
  height: number;
  /** 1…8, as in EXIF. */
  orientation: number;
  isAnimated: boolean;
};

export type Bytes = Uint8Array<ArrayBuffer>;

/** What a pure reader of a format throws; nobody sees it but `prepareImage`. */
export class BrokenImage extends Error {}

export const ascii = (bytes: Bytes, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** @throws BrokenImage where the file ends before its time */
export function viewOf(bytes: Bytes, at: number, length: number): DataView {
  if (at < 0 || at + length > bytes.length) throw new BrokenImage('the file ends too early');
  return new DataView(bytes.buffer, bytes.byteOffset + at, length);
}
