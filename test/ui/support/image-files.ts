import type { Bytes } from '../../../src/ui/attachments/cleaned-image.js';

/** Stands in the metadata of every file that is made here; it must never leave the device. */
export const PLACE = 'GPS48.2082N16.3738E';

const text = (words: string): Bytes => Uint8Array.from(words, (sign) => sign.charCodeAt(0));

export function join(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const bytesOf = async (blob: Blob): Promise<Bytes> => new Uint8Array(await blob.arrayBuffer());
export const latin = (bytes: Bytes): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

function number(value: number, length: 1 | 2 | 4, little = false): Bytes {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  if (length === 4) view.setUint32(0, value, little);
  else if (length === 2) view.setUint16(0, value, little);
  else bytes[0] = value;
  return bytes;
}

/** Four quarters: red, green, blue, and the last one as asked. */
export async function painted(type: string, width: number, height: number, last = '#ff0'): Promise<Bytes> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  ['#f00', '#0f0', '#00f', last].forEach((colour, index) => {
    context.fillStyle = colour;
    context.fillRect((index % 2) * (width / 2), Math.floor(index / 2) * (height / 2), width / 2, height / 2);
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.95));
  if (blob?.type !== type) throw new Error(`this browser writes no ${type}`);
  return bytesOf(blob);
}

/** Orientation, and a GPS directory with latitude and an area in words; little-endian, as phones write it. */
export function exifTiff(orientation: number): Bytes {
  const le = (value: number, length: 2 | 4): Bytes => number(value, length, true);
  const entry = (tag: number, type: number, count: number, value: number): Bytes =>
    join(le(tag, 2), le(type, 2), le(count, 4), le(value, 4));
  const place = text(`${PLACE}\0`);
  const gpsAt = 8 + 2 + 2 * 12 + 4;
  const placeAt = gpsAt + 2 + 12 + 4;
  return join(
    text('II*\0'), le(8, 4),
    le(2, 2), entry(0x0112, 3, 1, orientation), entry(0x8825, 4, 1, gpsAt), le(0, 4),
    le(1, 2), entry(0x001c, 2, place.length, placeAt), le(0, 4),
    place,
  );
}

const segment = (marker: number, data: Bytes): Bytes => join(Uint8Array.of(0xff, marker), number(data.length + 2, 2), data);

/** As a phone writes it: EXIF, XMP, IPTC, a comment, and a film behind the end. */
export function photo(jpeg: Bytes, orientation = 1): Bytes {
  return join(
    jpeg.subarray(0, 2),
    segment(0xe1, join(text('Exif\0\0'), exifTiff(orientation))),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${PLACE}</x:xmpmeta>`)),
    segment(0xed, text(`Photoshop 3.0\0${PLACE}`)),
    segment(0xe2, text(`MPF\0${PLACE}`)),
    segment(0xfe, text(PLACE)),
    jpeg.subarray(2),
    text(`ftypmp42 ${PLACE}`),
  );
}

const CRC = (bytes: Bytes): number => {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
};

export const pngChunk = (name: string, data: Bytes): Bytes =>
  join(number(data.length, 4), text(name), data, number(CRC(join(text(name), data)), 4));

/** With texts, a time, EXIF and something behind the end. */
export function talkativePng(png: Bytes, orientation = 1, more: readonly Bytes[] = []): Bytes {
  return join(
    png.subarray(0, 33),
    ...more,
    pngChunk('eXIf', exifTiff(orientation)),
    pngChunk('tEXt', text(`Author\0${PLACE}`)),
    pngChunk('zTXt', text(`Author\0\0${PLACE}`)),
    pngChunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${PLACE}`)),
    pngChunk('tIME', Uint8Array.of(7, 234, 1, 1, 0, 0, 0)),
    pngChunk('caBX', text(PLACE)),
    png.subarray(33),
    text(PLACE),
  );
}

/** The header of an animated PNG: so many frames, the first of which is the picture. */
export const animation = (width: number, height: number): Bytes[] => [
  pngChunk('acTL', join(number(1, 4), number(0, 4))),
  pngChunk('fcTL', join(number(0, 4), number(width, 4), number(height, 4), number(0, 4), number(0, 4), number(1, 2), number(10, 2), number(0, 2))),
];

/** A header that promises this many pixels, and nothing behind it. */
export const hugePng = (side: number): Bytes =>
  join(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    pngChunk('IHDR', join(number(side, 4), number(side, 4), Uint8Array.of(8, 2, 0, 0, 0))),
    pngChunk('IDAT', new Uint8Array(20)),
    pngChunk('IEND', new Uint8Array()),
  );

/** Two frames of one pixel, with a comment and XMP. */
export function gif(frames = 2): Bytes {
  const block = (data: Bytes): Bytes => join(number(data.length, 1), data);
  const frame = join(
    Uint8Array.of(0x21, 0xf9, 4, 0, 10, 0, 0, 0),
    Uint8Array.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0),
  );
  return join(
    text('GIF89a'), Uint8Array.of(1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255),
    Uint8Array.of(0x21, 0xff, 11), text('NETSCAPE2.0'), Uint8Array.of(3, 1, 0, 0, 0),
    Uint8Array.of(0x21, 0xfe), block(text(PLACE)), Uint8Array.of(0),
    Uint8Array.of(0x21, 0xff, 11), text('XMP DataXMP'), block(text(PLACE)), Uint8Array.of(0),
    ...Array.from({ length: frames }, () => frame),
    Uint8Array.of(0x3b), text(PLACE),
  );
}

/** `webp`, which has an extended header, with EXIF and XMP. */
export function talkativeWebp(webp: Bytes, orientation = 1): Bytes {
  const le = (value: number): Bytes => number(value, 4, true);
  const chunk = (name: string, data: Bytes): Bytes =>
    join(text(name), le(data.length), data, new Uint8Array(data.length % 2));
  const head = webp.slice(8);
  head[12]! |= 0x0c;
  const body = join(head, chunk('EXIF', exifTiff(orientation)), chunk('XMP ', text(PLACE)), chunk('junk', text(PLACE)));
  return join(text('RIFF'), le(body.length), body, text(PLACE));
}

export const asFile = (bytes: Bytes, name: string, type: string): File => new File([bytes], name, { type });

/** The colours of the four quarters, each as the letter of its strongest channels; `-` is see-through. */
export async function quarters(blob: Blob): Promise<string> {
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const at = (x: number, y: number): string => {
    const [r, g, b, a] = context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data;
    if (a! < 128) return '-';
    return `${r! > 128 ? 'r' : ''}${g! > 128 ? 'g' : ''}${b! > 128 ? 'b' : ''}`;
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].join(' ');
}
