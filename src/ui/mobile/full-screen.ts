import { adopt } from '../adopt.js';
import type { ChatWidgetPanel } from '../panel.js';
import { BackEntry } from './back-entry.js';
import { followKeyboard } from './keyboard.js';
import { mobileStyles } from './mobile-styles.js';
import { lockScroll } from './scroll-lock.js';
import { swipeToClose } from './swipe.js';

/** The panel over the whole of a small screen: the page behind is inert, still, and where it was. */
export class FullScreen {
  #panel: ChatWidgetPanel;
  #back = new BackEntry(() => this.#goBack());
  #stops: (() => void)[] = [];

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
  }

  get isOn(): boolean {
    return this.#stops.length > 0;
  }

  enter(): void {
    if (this.isOn) return;
    const panel = this.#panel;
    const dialog = this.#dialog;
    const closing = new AbortController();
    const { signal } = closing;
    adopt(panel, mobileStyles);
    panel.scope.states?.add('fullscreen');
    dialog.classList.remove('flung');
    // Not from a child: the picker of files has such an event, too, and its bubbles.
    dialog.addEventListener('cancel', (event) => event.target === dialog && this.#cancel(event), { signal });
    dialog.addEventListener('close', () => dialog.open || this.#close(), { signal });
    this.show();
    this.#back.add();
    this.#stops = [lockScroll(), followKeyboard(dialog), swipeToClose(dialog, () => this.#close()), () => closing.abort()];
  }

  /** Makes the dialog modal; once more after a move through the page, which takes it out of the top layer. */
  show(): void {
    const dialog = this.#dialog;
    const focused = this.#focused();
    dialog.autofocus = true; // not its first button, nor a field: a keyboard would pop up
    dialog.removeAttribute('open');
    dialog.showModal();
    dialog.ariaModal = 'true';
    // What lies outside of it is inert, and so would they be silent.
    dialog.append(...this.#regions());
    (dialog.contains(focused) ? focused! : dialog).focus({ preventScroll: true });
  }

  /** `isClosing`: the panel goes, too; else it stays as a box beside the page. */
  leave(isClosing: boolean): void {
    if (!this.isOn) return;
    const dialog = this.#dialog;
    const focused = this.#focused();
    for (const stop of this.#stops.splice(0)) stop();
    this.#panel.scope.states?.delete('fullscreen');
    this.#back.remove();
    dialog.before(...this.#regions());
    dialog.ariaModal = null;
    dialog.autofocus = false;
    dialog.close();
    // Before the next rendering: the launcher, to which the focus returns, is hidden as long as it is there.
    if (isClosing) return this.#panel.removeAttribute('open');
    dialog.setAttribute('open', '');
    if (dialog.contains(focused)) focused!.focus({ preventScroll: true });
  }

  get #dialog(): HTMLDialogElement {
    return this.#panel.querySelector<HTMLDialogElement>('dialog.panel')!;
  }

  #focused(): HTMLElement | null {
    return (this.#panel.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
  }

  #regions(): HTMLElement[] {
    return [...this.#panel.querySelectorAll<HTMLElement>('.vh:is([role=status], [role=alert])')];
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.#close();
  }

  /** As the button does; a page that keeps the panel open finds it as it was. */
  #close(): void {
    const { scope } = this.#panel;
    scope.close();
    if (!scope.chat.state.open || !this.#panel.isConnected) return;
    if (!this.#dialog.open) this.show();
    this.#back.add();
  }

  /** The picture that lies on top first. */
  #goBack(): void {
    const picture = this.#panel.querySelector<HTMLDialogElement>('dialog.lightbox');
    if (!picture) return this.#close();
    picture.close();
    this.#back.add();
  }
}
