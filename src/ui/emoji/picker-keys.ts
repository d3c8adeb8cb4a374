import { moveInGrid } from './grid-keys.js';

/** What the keys of the picker need of it. */
export type PickerMoves = {
  /** The cell and the tab that Tab leads to. */
  at: number;
  tab: number;
  cells: number;
  tabs: number;
  isRtl: boolean;
  focusSearch(): void;
  focusCell(index: number): void;
  focusTab(index: number): void;
  /** Takes the first that was found. */
  pickFirst(stays: boolean): void;
};

/** A key in the search field, on a tab or in the grid. */
export function movePicker(event: KeyboardEvent, moves: PickerMoves): void {
  if (event.isComposing) return;
  const target = event.target as HTMLElement;
  const isDone =
    target.matches('[role=gridcell]') ? moveCell(event, moves)
    : target.matches('[role=tab]') ? moveTab(event, moves)
    : target.matches('input') && leaveSearch(event, moves);
  if (isDone) event.preventDefault();
  // Paging the log and the page's own keys are not meant; Escape belongs to whoever opened this.
  const writes = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (isDone || writes || event.key.startsWith('Page')) event.stopPropagation();
}

function leaveSearch({ key, shiftKey }: KeyboardEvent, { focusCell, pickFirst }: PickerMoves): boolean {
  if (key === 'ArrowDown') focusCell(0);
  else if (key === 'Enter') pickFirst(shiftKey);
  return key === 'ArrowDown' || key === 'Enter';
}

function moveCell(event: KeyboardEvent, { at, cells, isRtl, focusCell, focusSearch }: PickerMoves): boolean {
  const to = moveInGrid(event, at, cells, isRtl);
  if (to !== undefined && to >= 0) focusCell(to);
  // A letter goes into the field that has the focus when it is let through.
  else if (to !== undefined || (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey)) focusSearch();
  return to !== undefined;
}

function moveTab({ key }: KeyboardEvent, { isRtl, tab, tabs, focusCell, focusTab }: PickerMoves): boolean {
  const forward = isRtl ? -1 : 1;
  const to = { ArrowRight: tab + forward, ArrowLeft: tab - forward, Home: 0, End: tabs - 1 }[key];
  if (to !== undefined) focusTab((to + tabs) % tabs);
  else if (key === 'ArrowDown') focusCell(0);
  return to !== undefined || key === 'ArrowDown';
}
