import { launcherStrings } from '../i18n/launcher-strings.js';

const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M14 4C8 4 3.2 8.100 3.200 13.300c0 2.800 1.400 5.200 3.600 6.900.1 1.300-.4 2.700-1.300 3.800 2.100-.2 4-.9 5.500-2.100 1 .2 2 .3 3 .3 6 0 10.800-4 10.800-9S20 4 14 4zm-4.600 7.800a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zm4.600 0a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3zm4.600 0a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3z';
const CHEVRON = 'M8 10.400l6 6 6-6 1.700 1.700-7.700 7.700-7.700-7.700z';

export type LauncherView = { brand: string; isOpen: boolean; unread: number };

/** The button in the corner: no framework, no words but its own. */
export class Launcher {
  readonly button = document.createElement('button');
  #badge = document.createElement('span');
  #failure: HTMLElement | undefined;

  constructor(onToggle: () => void) {
    const { button } = this;
    button.type = 'button';
    button.className = 'launcher';
    button.part.add('launcher');
    button.setAttribute('aria-haspopup', 'dialog');
    button.append(icon(BUBBLE), icon(CHEVRON), this.#badge);
    button.addEventListener('click', onToggle);
    this.#badge.className = 'badge';
    this.#badge.part.add('badge');
    this.#badge.ariaHidden = 'true';
  }

  /** Says that the chat could not be loaded; the next update takes the sentence away. */
  fail(): void {
    this.#failure = document.createElement('p');
    this.#failure.className = 'failure';
    this.#failure.setAttribute('role', 'alert');
    this.button.after(this.#failure);
    // A live region speaks only of what comes after it is there.
    setTimeout(() => this.#failure?.append(launcherStrings.failed));
  }

  /** The name stays the same when the panel opens: `aria-expanded` says the rest. */
  update({ brand, isOpen, unread }: LauncherView): void {
    if (isOpen) this.#failure?.remove();
    const name = brand ? launcherStrings.label.replace('{brand}', () => brand) : launcherStrings.labelGeneric;
    const words = launcherStrings.unread[unread === 1 ? 'one' : 'other'];
    this.button.ariaLabel = unread ? `${name}, ${words.replace('{count}', String(unread))}` : name;
    this.button.ariaExpanded = String(isOpen);
    this.#badge.textContent = unread ? (unread > 99 ? '99+' : String(unread)) : '';
  }
}

function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const shape = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 28 28');
  svg.setAttribute('aria-hidden', 'true');
  svg.part.add('launcher-icon');
  shape.setAttribute('d', path);
  shape.setAttribute('fill-rule', 'evenodd');
  svg.append(shape);
  return svg;
}
