import { WHOLE } from '../rows.js';

/** Messages that are drawn of a longer list. */
const SIZE = 200;
/** With fewer than these between the view and an edge of the window, the window moves. */
const MARGIN = 40;

/** Indices of the first and the last message in view. */
export type View = { first: number; last: number };

export const sizeFor = (length: number): number => (length > WHOLE ? SIZE : WHOLE);

/**
 * Where the window over a list of `length` messages begins, that began at `from`. It goes by rows, not
 * by pixels, and puts the view into its middle, so that from one place it always comes to the same
 * answer: two edges can never push it to and fro.
 */
export function slide(from: number, { first, last }: View, length: number): number {
  const size = sizeFor(length);
  const fit = (start: number): number => Math.max(0, Math.min(start, length - size));
  const start = fit(from);
  const isNearTop = start > 0 && first - start < MARGIN;
  const isNearEnd = start + size < length && start + size - 1 - last < MARGIN;
  return isNearTop || isNearEnd ? fit(Math.round((first + last - size) / 2)) : start;
}
