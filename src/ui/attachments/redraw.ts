/** Longest side of what is sent, in pixels. */
export const MAX_SIDE = 2048;

const QUALITY = 0.9;

/** How stored pixels stand on the canvas, by the eight orientations of EXIF: a, b, c, d of its matrix. */
const TURNS: Record<number, readonly [number, number, number, number]> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

/** Browsers that hide the device from pages give back noise instead of what was drawn. */
function isHonest(context: CanvasRenderingContext2D): boolean {
  context.fillStyle = '#3c78b4';
  context.fillRect(0, 0, 4, 4);
  const { data } = context.getImageData(0, 0, 1, 1);
  context.clearRect(0, 0, 4, 4);
  return [60, 120, 180, 255].every((value, at) => Math.abs(data[at]! - value) < 9);
}

function hasAlpha(context: CanvasRenderingContext2D): boolean {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  for (let at = 3; at < data.length; at += 4) if (data[at]! < 255) return true;
  return false;
}

function draw(bitmap: ImageBitmap, orientation: number): CanvasRenderingContext2D | undefined {
  const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const isTurned = orientation > 4;
  const canvas = document.createElement('canvas');
  canvas.width = isTurned ? height : width;
  canvas.height = isTurned ? width : height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context || !isHonest(context)) return undefined;
  const [a, b, c, d] = TURNS[orientation]!;
  context.setTransform(a, b, c, d, canvas.width / 2, canvas.height / 2);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, -width / 2, -height / 2, width, height);
  return context;
}

const encode = (canvas: HTMLCanvasElement, type: string): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));

/**
 * The picture upright and at most `MAX_SIDE` long, in the first of these types that this browser can write
 * (WebKitGTK writes no WebP and answers PNG instead); nothing where it cannot.
 * @param types in the order of preference; JPEG is passed over where something shines through
 */
export async function redraw(bitmap: ImageBitmap, orientation: number, types: readonly string[]): Promise<Blob | undefined> {
  const context = draw(bitmap, orientation);
  if (!context) return undefined;
  for (const type of types) {
    if (type === 'image/jpeg' && types.length > 1 && hasAlpha(context)) continue;
    const blob = await encode(context.canvas, type);
    if (blob?.type === type) return blob;
  }
  return undefined;
}
