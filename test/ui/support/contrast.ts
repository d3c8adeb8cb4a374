/** Colours as WCAG sees them, many at a time. */
export type Rgb = readonly [number, number, number];

/** Converts whatever CSS calls a colour, by painting it: one pixel each, read in one go. `over` is what shows through. */
export function toRgb(colours: readonly string[], over: readonly string[] = []): Rgb[] {
  const WIDTH = 1_000;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = Math.ceil(colours.length / WIDTH) || 1;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  colours.forEach((colour, index) => {
    for (const layer of [over[index], colour]) {
      if (!layer) continue;
      context.fillStyle = layer;
      context.fillRect(index % WIDTH, Math.floor(index / WIDTH), 1, 1);
    }
  });
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return colours.map((_, index) => [data[index * 4]!, data[index * 4 + 1]!, data[index * 4 + 2]!]);
}

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function ratio(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
