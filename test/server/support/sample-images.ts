/** The shortest byte strings whose headers are complete pictures of a known size. */

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const be16 = (n: number): number[] => [n >> 8, n & 0xff];
const le16 = (n: number): number[] => [n & 0xff, n >> 8];
const be32 = (n: number): number[] => [...be16(n >>> 16), ...be16(n & 0xffff)];
const le24 = (n: number): number[] => [...le16(n & 0xffff), n >> 16];
const bytes = (...parts: number[][]): Uint8Array => Uint8Array.from(parts.flat());

export const png = (width = 3, height = 2): Uint8Array =>
  bytes([0x89], ascii('PNG\r\n\u001a\n'), be32(13), ascii('IHDR'), be32(width), be32(height), [8, 2, 0, 0, 0], be32(0));

export const gif = (width = 3, height = 2): Uint8Array => bytes(ascii('GIF89a'), le16(width), le16(height), [0, 0, 0, 0x3b]);

export const jpeg = (width = 3, height = 2): Uint8Array =>
  bytes([0xff, 0xd8, 0xff, 0xe0], be16(4), [0, 0], [0xff, 0xff, 0xc2], be16(11), [8], be16(height), be16(width), [1, 1, 17, 0]);

const riff = (...chunk: number[][]): Uint8Array => bytes(ascii('RIFF'), [30, 0, 0, 0], ascii('WEBP'), ...chunk);

export const webpLossy = (width = 3, height = 2): Uint8Array =>
  riff(ascii('VP8 '), [10, 0, 0, 0], [0, 0, 0, 0x9d, 0x01, 0x2a], le16(width), le16(height));

export const webpLossless = (width = 3, height = 2): Uint8Array => {
  const bits = (width - 1) | ((height - 1) << 14);
  return riff(ascii('VP8L'), [10, 0, 0, 0], [0x2f], le16(bits & 0xffff), le16(bits >>> 16));
};

export const webpExtended = (width = 3, height = 2): Uint8Array =>
  riff(ascii('VP8X'), [10, 0, 0, 0], [0, 0, 0, 0], le24(width - 1), le24(height - 1));

export const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

export const htmlPage = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
