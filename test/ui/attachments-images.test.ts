import { expect } from 'chai';
import { initialState } from '../../src/core/initial-state.js';
import { createLocalize } from '../../src/i18n/localize.js';
import { checkFile } from '../../src/ui/attachments/check-file.js';
import { cleanGif } from '../../src/ui/attachments/clean-gif.js';
import { cleanJpeg } from '../../src/ui/attachments/clean-jpeg.js';
import { cleanPng } from '../../src/ui/attachments/clean-png.js';
import { cleanWebp } from '../../src/ui/attachments/clean-webp.js';
import type { Bytes } from '../../src/ui/attachments/cleaned-image.js';
import { toOrientation } from '../../src/ui/attachments/exif-orientation.js';
import { redraw } from '../../src/ui/attachments/redraw.js';
import { sniffType } from '../../src/ui/attachments/sniff-type.js';
import {
  animation, asFile, bytesOf, exifTiff, gif, hugePng, join, latin, painted, photo, PLACE, quarters, talkativePng, talkativeWebp,
} from './support/image-files.js';

const localize = createLocalize('en');
const plain = (words: string): string => words.replace(/[\u2068\u2069]/g, '');

type Rules = { accept?: string[]; maxBytes?: number };

const check = (file: File, upload: Rules = {}): Promise<File | string> =>
  checkFile(file, { ...initialState.config, upload }, localize);

async function sendable(bytes: Bytes, name: string, type: string, rules?: Rules): Promise<File> {
  const answer = await check(asFile(bytes, name, type), rules);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

async function refusal(bytes: Bytes, name: string, type: string, rules?: Rules): Promise<string> {
  const answer = await check(asFile(bytes, name, type), rules);
  return typeof answer === 'string' ? plain(answer) : 'taken';
}

async function sizeOf(file: Blob): Promise<string> {
  const { width, height } = await createImageBitmap(file);
  return `${width}×${height}`;
}

const text = (words: string): Bytes => new TextEncoder().encode(words) as Bytes;
const mug = async (): Promise<Bytes> =>
  bytesOf(await (await fetch(new URL('../../stories/fixtures/mug.webp', import.meta.url))).blob());

describe('a photo before it is sent', () => {
  it('has lost place, camera, comments and hidden films, and not one bit of its pixels', async () => {
    const original = await painted('image/jpeg', 40, 20);
    const dirty = photo(original);
    expect(latin(dirty)).to.include(PLACE);
    const file = await sendable(dirty, 'a.jpg', 'image/jpeg');
    const bytes = await bytesOf(file);
    expect(latin(bytes)).not.to.include(PLACE).and.not.to.include('Exif').and.not.to.include('Photoshop');
    expect(latin(bytes) === latin(original), 'the picture as it was').to.equal(true);
    expect(file.name).to.equal('a.jpg');
  });

  /** Where red, green, blue and yellow of the stored picture must stand, by the orientation. */
  const TURNED: Record<number, string> = {
    1: 'r g b rg', 2: 'g r rg b', 3: 'rg b g r', 4: 'b rg r g', 5: 'r b g rg', 6: 'b r rg g', 7: 'rg g b r', 8: 'g rg r b',
  };

  for (const [orientation, wanted] of Object.entries(TURNED)) {
    it(`stands upright without a word about it, orientation ${orientation}`, async () => {
      const dirty = photo(await painted('image/jpeg', 80, 40), Number(orientation));
      const file = await sendable(dirty, 'a.jpg', 'image/jpeg');
      expect(latin(await bytesOf(file))).not.to.include('Exif').and.not.to.include(PLACE);
      expect(await sizeOf(file)).to.equal(Number(orientation) > 4 ? '40×80' : '80×40');
      expect(await quarters(file)).to.equal(wanted);
      expect(file.type).to.equal('image/jpeg');
    });
  }

  it('says its orientation, and that alone, where this browser cannot draw', async () => {
    const dirty = photo(await painted('image/jpeg', 80, 40), 6);
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = () => null;
    try {
      const bytes = await bytesOf(await sendable(dirty, 'a.jpg', 'image/jpeg'));
      expect(latin(bytes)).not.to.include(PLACE);
      expect(cleanJpeg(bytes).orientation).to.equal(6);
    } finally {
      HTMLCanvasElement.prototype.getContext = getContext;
    }
  });

  it('is not sent as noise where the browser answers noise for what was drawn', async () => {
    const dirty = photo(await painted('image/jpeg', 80, 40), 6);
    const { getImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.getImageData = (_x: number, _y: number, width: number, height: number) =>
      new ImageData(new Uint8ClampedArray(width * height * 4).fill(201), width, height);
    try {
      const bytes = await bytesOf(await sendable(dirty, 'a.jpg', 'image/jpeg'));
      expect(cleanJpeg(bytes).orientation).to.equal(6);
      expect(latin(bytes)).not.to.include(PLACE);
    } finally {
      CanvasRenderingContext2D.prototype.getImageData = getImageData;
    }
  });

  it('is at most 2048 pixels long, turned or not', async () => {
    const large = await painted('image/jpeg', 3000, 1000);
    expect(await sizeOf(await sendable(large, 'a.jpg', 'image/jpeg'))).to.equal('2048×683');
    const turned = await sendable(photo(large, 8), 'a.jpg', 'image/jpeg');
    expect(await sizeOf(turned)).to.equal('683×2048');
    expect(latin(await bytesOf(turned))).not.to.include(PLACE);
  });

  it('keeps what shines through when it is scaled', async () => {
    const png = await painted('image/png', 2500, 2500, 'rgba(0,0,0,0)');
    const file = await sendable(png, 'a.png', 'image/png');
    expect(file.type).to.equal('image/png');
    expect(await sizeOf(file)).to.equal('2048×2048');
    expect(await quarters(file)).to.equal('r g b -');
  });

  it('is no JPEG where something shines through, unless there is no choice', async () => {
    const clear = await createImageBitmap(new Blob([await painted('image/png', 40, 40, 'rgba(0,0,0,0)')]));
    const full = await createImageBitmap(new Blob([await painted('image/png', 40, 40)]));
    const typeOf = async (bitmap: ImageBitmap, ...types: string[]) => (await redraw(bitmap, 1, types))?.type;
    expect(await typeOf(clear, 'image/jpeg', 'image/png')).to.equal('image/png');
    expect(await typeOf(full, 'image/jpeg', 'image/png')).to.equal('image/jpeg');
    expect(await typeOf(clear, 'image/jpeg')).to.equal('image/jpeg');
    expect(await typeOf(full)).to.equal(undefined);
  });

  it('is weighed when it has been scaled, against the limit of the backend', async () => {
    const large = photo(await painted('image/jpeg', 2600, 2600));
    const { size } = await sendable(large, 'a.jpg', 'image/jpeg');
    expect(size).to.be.lessThan(large.length);
    const between = Math.round((size + large.length) / 2);
    expect(await refusal(large, 'a.jpg', 'image/jpeg', { maxBytes: between })).to.equal('taken');
    expect(await refusal(large, 'a.jpg', 'image/jpeg', { maxBytes: 1_000 })).to.equal('a.jpg is larger than 1 kB');
  });
});

describe('images of other kinds', () => {
  it('PNG: words, time and place go; pixels stay, and so does an orientation', async () => {
    const original = await painted('image/png', 40, 20);
    const clean = await bytesOf(await sendable(talkativePng(original), 'a.png', 'image/png'));
    expect(latin(clean)).not.to.include(PLACE).and.not.to.match(/tEXt|zTXt|iTXt|tIME|eXIf|caBX/);
    expect(await quarters(new Blob([clean]))).to.equal('r g b rg');
    const turned = cleanPng(await bytesOf(await sendable(talkativePng(original, 3), 'a.png', 'image/png')));
    expect(turned.orientation).to.equal(3);
    expect(turned.parts.map(latin).join('')).not.to.include(PLACE);
  });

  it('WebP: EXIF and XMP go, also from its header', async () => {
    const original = await mug();
    const dirty = talkativeWebp(original);
    const size = await sizeOf(new Blob([original], { type: 'image/webp' }));
    expect(await sizeOf(new Blob([dirty], { type: 'image/webp' })), 'the test file is one').to.equal(size);
    const clean = await bytesOf(await sendable(dirty, 'a.webp', 'image/webp'));
    expect([...latin(dirty).matchAll(/EXIF|XMP |junk/g)]).to.have.length(3);
    expect(latin(clean)).not.to.include(PLACE).and.not.to.include('EXIF').and.not.to.include('XMP ');
    expect(clean[20]! & 0x0c).to.equal(0);
    expect(new DataView(clean.buffer).getUint32(4, true)).to.equal(clean.length - 8);
    expect(await sizeOf(new Blob([clean], { type: 'image/webp' }))).to.equal(size);
    const { width, height } = cleanWebp(clean);
    expect(`${width}×${height}`).to.equal(size);
    const turned = await bytesOf(await sendable(talkativeWebp(original, 6), 'a.webp', 'image/webp'));
    expect(cleanWebp(turned).orientation).to.equal(6);
    expect(latin(turned)).not.to.include(PLACE);
  });

  it('GIF: all frames stay, comments go', async () => {
    const clean = await bytesOf(await sendable(gif(), 'a.gif', 'image/gif'));
    expect(latin(clean)).not.to.include(PLACE).and.not.to.include('XMP');
    expect(latin(clean)).to.include('NETSCAPE2.0');
    expect(cleanGif(clean).isAnimated).to.equal(true);
    expect(cleanGif(gif(1)).isAnimated).to.equal(false);
    expect(await sizeOf(new Blob([clean], { type: 'image/gif' }))).to.equal('1×1');
  });

  it('what moves is not scaled down to one frame', async () => {
    const png = talkativePng(await painted('image/png', 2100, 10), 1, animation(2100, 10));
    const file = await sendable(png, 'a.png', 'image/png');
    expect(await sizeOf(file)).to.equal('2100×10');
    const bytes = await bytesOf(file);
    expect(latin(bytes)).to.include('acTL').and.to.include('fcTL').and.not.to.include(PLACE);
  });

  it('of which we cannot take anything out are drawn anew in a type that the backend takes', async () => {
    // A bitmap of two by one pixels.
    const bmp = Uint8Array.of(
      66, 77, 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0,
      0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0,
    );
    const file = await sendable(bmp, 'a.bmp', 'image/bmp', { accept: ['image/*'] });
    expect([file.type, file.name]).to.deep.equal(['image/jpeg', 'a.jpg']);
    expect(await sizeOf(file)).to.equal('2×1');
    expect(await refusal(bmp, 'a.bmp', 'image/bmp', { accept: ['image/bmp'] })).to.equal('a.bmp can’t be opened');
  });
});

describe('the type of a file', () => {
  it('is told by its content', async () => {
    const jpeg = await painted('image/jpeg', 4, 4);
    const file = await sendable(jpeg, 'really.png', 'image/png');
    expect([file.type, file.name]).to.deep.equal(['image/jpeg', 'really.jpg']);
    expect(await refusal(jpeg, 'really.png', 'image/png', { accept: ['image/png'] })).to.equal('really.png isn’t a supported image (PNG)');
    expect(await refusal(text('<script>alert(1)</script>'), 'a.png', 'image/png')).to.include('a.png isn’t a supported image');
    expect(await refusal(text('MZ'), 'a.exe', 'application/octet-stream')).to.include('a.exe isn’t a supported image');
  });

  const SVGS = [
    '<svg xmlns="http://www.w3.org/2000/svg"/>', '\ufeff<?xml version="1.0"?>\n<!-- x --><svg>', '  <!DOCTYPE svg [<!ENTITY a "b">]><svg:svg >',
  ];
  it('SVG is refused, under whatever name, and where the backend would take it', async () => {
    for (const svg of SVGS) {
      for (const [name, type] of [['a.svg', 'image/svg+xml'], ['a.png', 'image/png'], ['a.txt', 'text/plain'], ['a', '']] as const) {
        expect(await refusal(text(svg), name, type, { accept: ['image/*', 'image/svg+xml', 'text/plain', '.svg', '.txt'] }), `${name} ${svg}`).to.include('supported');
      }
    }
    const wide = Uint8Array.from([...'<svg onload=x>'].flatMap((sign) => [sign.charCodeAt(0), 0]));
    expect(sniffType(wide)).to.equal('image/svg+xml');
    expect(await refusal(Uint8Array.of(0x1f, 0x8b, 8), 'a.svgz', '', { accept: ['.svgz'] })).to.include('supported');
    expect(sniffType(text('To draw, write <svg>.'))).to.equal(undefined);
  });

  it('that is no image goes as it is, also when there is no way to look into it', async () => {
    const pdf = asFile(text('%PDF-1.7 words'), 'Invoice.pdf', '');
    const rules = { accept: ['image/*', '.PDF'], maxBytes: 100 };
    expect(await check(pdf, rules)).to.equal(pdf);
    const words = asFile(text('words'), 'a.txt', 'text/plain');
    expect(await check(words, { accept: ['text/plain'] })).to.equal(words);
    expect(await refusal(text('x'.repeat(101)), 'b.pdf', '', rules)).to.include('b.pdf is larger than');
    expect(await refusal(text('x'), 'a.exe', '', rules)).to.equal('a.exe isn’t a supported file (Images and PDF, up to 0.1 kB)');
  });
});

describe('images that are broken or dangerous', () => {
  it('are refused in words', async () => {
    const jpeg = await painted('image/jpeg', 40, 20);
    const png = await painted('image/png', 40, 20);
    for (const [bytes, name, type] of [
      [png.subarray(0, 40), 'cut.png', 'image/png'],
      [join(png.subarray(0, 33), text('garbage that is no chunk at all')), 'bad.png', 'image/png'],
      [jpeg.subarray(0, 30), 'cut.jpg', 'image/jpeg'],
      [gif().subarray(0, 30), 'cut.gif', 'image/gif'],
      [text('RIFF\x08\0\0\0WEBP'), 'empty.webp', 'image/webp'],
    ] as const) {
      expect(await refusal(bytes as Bytes, name, type)).to.equal(`${name} can’t be opened`);
    }
  });

  it('are not decoded to find out how large they are', async () => {
    const started = performance.now();
    expect(await refusal(hugePng(20_000), 'bomb.png', 'image/png')).to.equal('bomb.png can’t be opened');
    expect(performance.now() - started).to.be.lessThan(200);
  });

  it('that are gone, or folders, are refused in words', async () => {
    const gone = asFile(text('x'), 'folder', '');
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }) as unknown as Blob;
    expect(plain((await check(gone)) as string)).to.equal('folder can’t be opened');
  });

  it('never throw anything at the reader of their metadata', () => {
    const tiff = exifTiff(6);
    expect(toOrientation(tiff)).to.equal(6);
    for (let length = 0; length < tiff.length; length++) expect(toOrientation(tiff.slice(0, length))).to.be.within(1, 8);
    expect(toOrientation(exifTiff(9))).to.equal(1);
    const wild = tiff.slice();
    wild.fill(0xff, 4, 8);
    expect(toOrientation(wild)).to.equal(1);
  });
});
