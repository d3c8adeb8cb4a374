export const isShown = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.vh');

/** Elements of the panel that have words in them, not only in what they contain. */
export const withWords = (root: ParentNode): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('chat-widget-panel *')].filter(
    (element) => element instanceof HTMLElement && isShown(element) && [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue!.trim()),
  );

/** Who scrolls loses nothing; a line of text has no box of its own. */
function isCut(element: HTMLElement): boolean {
  const { display, overflowX, overflowY } = getComputedStyle(element);
  // Names of files are said in full elsewhere, pictures of feelings have no end that could be missed.
  if (display === 'inline' || element.closest('.thumb-name, .words small') || !/\p{L}/u.test(element.textContent!)) return false;
  const isWide = element.scrollWidth > element.clientWidth + 1 && !/auto|scroll/.test(overflowX);
  const isHigh = element.scrollHeight > element.clientHeight + 2 && /hidden|clip/.test(overflowY);
  return isWide || isHigh;
}

/** The hint in a field has no box to ask; a field that grows with it has room for a second line. */
function isHintCut(field: HTMLElement & { placeholder: string; value: string }): boolean {
  if (field.value) return false;
  const style = getComputedStyle(field);
  const context = document.createElement('canvas').getContext('2d')!;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = (extent: number, ...paddings: string[]): number => paddings.reduce((rest, padding) => rest - parseFloat(padding), extent);
  const width = room(field.clientWidth, style.paddingInlineStart, style.paddingInlineEnd);
  const lines = Math.round(room(field.clientHeight, style.paddingBlockStart, style.paddingBlockEnd) / parseFloat(style.lineHeight)) || 1;
  return context.measureText(field.placeholder.replace(/[\u200f\u202e\u202c]/g, '')).width > width * lines + 1;
}

/** Text that is cut off, or outside of the window, and boxes that scroll sideways. */
export function findCut(root: ParentNode): string[] {
  const told = (element: HTMLElement): string => `${element.tagName} ${element.getAttribute('part') ?? ''}: ${element.innerText || element.getAttribute('placeholder')}`;
  const outside = (element: HTMLElement): boolean => {
    const { left, right } = element.getBoundingClientRect();
    return !element.closest('[part~=carousel], table, pre') && (left < -0.5 || right > innerWidth + 0.5);
  };
  const words = withWords(root).filter((element) => isCut(element) || outside(element));
  const hints = [...root.querySelectorAll<HTMLTextAreaElement>('[placeholder]')].filter((field) => isShown(field) && isHintCut(field));
  const boxes = [...root.querySelectorAll<HTMLElement>('.log, chat-widget-intake, .ended, dialog')].filter(
    (box) => isShown(box) && box.scrollWidth > box.clientWidth + 1,
  );
  return [...words, ...hints, ...boxes].map(told);
}
