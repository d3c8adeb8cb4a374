import type { Facts } from '../facts.js';

/** By what people point with, and how much room there is. */
export function deviceNow(): Facts['device'] {
  if (!matchMedia('(pointer: coarse)').matches) return 'desktop';
  return Math.min(screen.width, screen.height) < 600 ? 'mobile' : 'tablet';
}
