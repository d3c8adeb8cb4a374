/** Emoji in one row. */
export const COLUMNS = 8;

/** Where a key leads from cell `at` of `count`; undefined: it is no key of a grid. */
export function moveInGrid({ key, ctrlKey }: KeyboardEvent, at: number, count: number, isRtl: boolean): number | undefined {
  const forward = isRtl ? -1 : 1;
  const start = at - (at % COLUMNS);
  const to = {
    ArrowRight: at + forward,
    ArrowLeft: at - forward,
    ArrowDown: at + COLUMNS,
    ArrowUp: at - COLUMNS,
    PageDown: at + 4 * COLUMNS,
    PageUp: at - 4 * COLUMNS,
    Home: ctrlKey ? 0 : start,
    End: ctrlKey ? count - 1 : start + COLUMNS - 1,
  }[key];
  if (to === undefined) return undefined;
  // Up from the first row leaves the grid; all else stays in it.
  if (key === 'ArrowUp' && to < 0) return -1;
  if (key === 'ArrowDown' && to >= count && start + COLUMNS >= count) return at;
  return Math.max(0, Math.min(count - 1, to));
}
