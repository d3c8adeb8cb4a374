/** Which element's `overflow` the window has: that of the body only where the root has none. */
function scroller(): string {
  const isPlain = (element: Element): boolean => getComputedStyle(element).overflow === 'visible';
  return isPlain(document.documentElement) && document.body && !isPlain(document.body) ? 'body' : 'html';
}

/**
 * Keeps the page from scrolling; the answer lets it again, where it was. A sheet of its own, not the
 * elements' inline styles: there is nothing to restore, whatever the page does to those meanwhile.
 */
export function lockScroll(): () => void {
  const { scrollX: left, scrollY: top } = window;
  const { href } = location;
  const hasBar = innerWidth > document.documentElement.clientWidth;
  const sheet = new CSSStyleSheet();
  // Nothing moves to where the scroll bar was; a swipe down must not load the page anew.
  sheet.replaceSync(`${scroller()} { overflow: hidden !important }
    html { overscroll-behavior: none !important; ${hasBar ? 'scrollbar-gutter: stable !important' : ''} }`);
  document.adoptedStyleSheets.push(sheet);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    // A page whose body became a box of its own has lost its place; one that went elsewhere has another.
    if (href !== location.href || (scrollX === left && scrollY === top)) return;
    scrollTo({ left, top, behavior: 'instant' });
  };
}
