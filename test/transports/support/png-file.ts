/** A picture of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A PNG file, filled up behind its end to about so many bytes. */
export function pngFile(bytes: number): File {
  const pixel = Uint8Array.from(atob(PIXEL), (char) => char.charCodeAt(0));
  const filling = new Uint8Array(Math.max(0, bytes - pixel.length));
  return new File([pixel, filling], 'pixel.png', { type: 'image/png' });
}
