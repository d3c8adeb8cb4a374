/** How a picture lies on its stage: `x` and `y` in CSS pixels from the middle. */
export type Zoom = { scale: number; x: number; y: number };
export type Size = { width: number; height: number };
export type Point = { x: number; y: number };

export const MIN_SCALE = 1;
export const MAX_SCALE = 4;
export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };

const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));

/** No edge of the picture comes further in than the edge of the stage; what is smaller stays in the middle. */
export function keepInside({ scale, x, y }: Zoom, picture: Size, stage: Size): Zoom {
  return {
    scale,
    x: clamp(x, Math.max(0, (picture.width * scale - stage.width) / 2)),
    y: clamp(y, Math.max(0, (picture.height * scale - stage.height) / 2)),
  };
}

/** @param at the point, from the middle of the stage, that stays where it is */
export function zoomTo(from: Zoom, scale: number, at: Point): Zoom {
  const next = Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
  const factor = next / from.scale;
  return { scale: next, x: at.x - (at.x - from.x) * factor, y: at.y - (at.y - from.y) * factor };
}
