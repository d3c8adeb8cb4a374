/** How far down the page is scrolled, in percent; a page that cannot be scrolled is at 0. */
export function scrolledPercent(): number {
  const { scrollHeight, clientHeight } = document.documentElement;
  const way = scrollHeight - clientHeight;
  return way > 0 ? Math.round((scrollY / way) * 100) : 0;
}

/** Tells each time one of the marks, in percent, has been passed on the way down of a page. */
export function watchScroll(marks: readonly number[], since: { scrolled: number }, tell: () => void): () => void {
  const look = (): void => {
    const percent = scrolledPercent();
    const isNew = marks.some((mark) => since.scrolled < mark && percent >= mark);
    since.scrolled = Math.max(since.scrolled, percent);
    if (isNew) tell();
  };
  addEventListener('scroll', look, { passive: true });
  return () => removeEventListener('scroll', look);
}
