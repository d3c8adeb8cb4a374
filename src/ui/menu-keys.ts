/** The keys by which everybody moves in a menu; answers whether this was one of them. */
export function moveInMenu(event: KeyboardEvent, items: readonly HTMLElement[]): boolean {
  const at = items.findIndex((item) => item.matches(':focus'));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return false;
  items.at(to % items.length)?.focus();
  return true;
}
