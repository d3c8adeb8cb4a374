import type { ChatWidget } from '../chat-widget.js';
import { enLauncher } from '../i18n/en-launcher.js';
import { addSheet } from './add-sheet.js';
import { launcherLookStyles } from './launcher-look-styles.js';
import { launcherOf } from './open-by-gesture.js';
import { watchOpeners } from './openers.js';
import { loadPageWords } from './page-words.js';

export const SHAPES = ['round', 'rounded', 'pill', 'own', 'none'];

/** How the launcher looks by `launcher` and `launcher-label`, and what of it is the page's own. */
export class LauncherLook {
  #host: ChatWidget;
  #button: HTMLButtonElement;
  #label = document.createElement('span');
  /** Where children of the page come to stand. */
  #icon = document.createElement('slot');
  #own = document.createElement('slot');
  #observer: MutationObserver;
  #unwatch: () => void;
  #word = enLauncher['launcher.labelGeneric'] as string;

  constructor(host: ChatWidget) {
    this.#host = host;
    this.#button = launcherOf(host);
    this.#label.className = 'launcher-label';
    this.#label.id = 'launcher-label';
    this.#label.part.add('launcher-label');
    this.#button.id ||= 'launcher';
    addSheet(host, launcherLookStyles);
    this.#icon.name = 'launcher-icon';
    this.#own.name = 'launcher';
    // An icon that comes later is seen, too.
    this.#icon.onslotchange = this.#own.onslotchange = () => this.update();
    this.#button.append(this.#icon);
    this.#button.after(this.#own);
    // Its name is said anew with every language, brand and unread message.
    this.#observer = new MutationObserver(() => this.#name());
    this.#observer.observe(this.#button, { attributeFilter: ['aria-label'] });
    this.#unwatch = watchOpeners(host);
    this.update();
  }

  update(): void {
    const host = this.#host;
    const wanted = host.getAttribute('launcher') ?? '';
    const shape = SHAPES.includes(wanted) ? wanted : 'round';
    if (shape !== this.#button.dataset['shape']) this.#reshape(shape);
    this.#button.dataset['icon'] = host.querySelector(':scope > [slot=launcher-icon]') ? 'own' : '';
    if (shape !== 'pill') this.#label.remove();
    else if (!this.#label.isConnected) this.#button.append(this.#label);
    void this.#say();
  }

  stop(): void {
    this.#observer.disconnect();
    this.#unwatch();
    for (const made of [this.#label, this.#icon, this.#own]) made.remove();
  }

  /** A box that is made anew has not moved: browsers count no layout shift. */
  #reshape(shape: string): void {
    const button = this.#button;
    button.style.display = 'none';
    button.dataset['shape'] = shape;
    button.getClientRects();
    button.style.display = '';
  }

  async #say(): Promise<void> {
    const own = this.#host.getAttribute('launcher-label')?.trim();
    this.#label.textContent = own || this.#word;
    this.#name();
    if (own || !this.#label.isConnected) return;
    const words = await loadPageWords(this.#host, enLauncher);
    this.#word = words['launcher.labelGeneric'];
    if (!this.#host.getAttribute('launcher-label')?.trim()) this.#label.textContent = this.#word;
    this.#name();
  }

  /** Who speaks to the computer says what they see: where the name does not contain it, it goes before. */
  #name(): void {
    const { ariaLabel } = this.#button;
    const words = this.#label.textContent.toLowerCase();
    const isNamed = !this.#label.isConnected || ariaLabel?.toLowerCase().includes(words);
    if (isNamed) this.#button.removeAttribute('aria-labelledby');
    else this.#button.setAttribute('aria-labelledby', 'launcher-label launcher');
  }
}
