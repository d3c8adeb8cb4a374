import type { HostElement } from './chat-config.js';
import { WORDS } from './option-words.js';
import { warnOnce } from './warn-once.js';

/** Tells the page's developer what its attributes say in vain. A chunk of its own: it comes behind the panel. */
export function checkOptions(element: HostElement, dock: HTMLElement): void {
  const said = (option: string): string => element.getAttribute(option)?.trim() ?? '';
  for (const [option, words] of Object.entries(WORDS)) {
    const isKnown = !said(option) || words.split(' ').includes(said(option));
    if (!isKnown) warnOnce(`${option}="${said(option)}" is none of: ${words}`);
  }
  const accent = said('accent');
  if (accent && !dock.style.getPropertyValue('--_accent')) warnOnce(`accent="${accent}" is no colour`);
}
