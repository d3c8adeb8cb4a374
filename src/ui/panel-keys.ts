import type { ChatWidgetComposer } from './composer.js';

export const isField = (target: EventTarget): target is HTMLTextAreaElement | HTMLInputElement =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;

/** Keys that write. Seen from the page they come from a plain element, so its shortcuts would fire. */
export function keepFromPage(event: KeyboardEvent): void {
  const writes = event.key.length === 1 || event.key === 'Enter' || event.key === 'Backspace';
  if (writes && isField(event.target!) && !event.ctrlKey && !event.metaKey) event.stopPropagation();
}

/** The ladder: message control → message → composer → out. */
export function stepOut(target: Element, composer: ChatWidgetComposer, close: () => void): void {
  const row = target.closest<HTMLElement>('li[tabindex]');
  const { field } = composer;
  if (row && row !== target) row.focus();
  else if (field && target.closest('.log')) field.focus();
  else close();
}
