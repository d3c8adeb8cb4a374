import type { ReactiveController } from 'lit';
import type { ChatWidgetPanel } from '../panel.js';
import type { FullScreen } from './full-screen.js';

/** The one of the style sheet, in which the panel fills the window. */
export const SMALL = '(max-width: 480px), (max-height: 440px)';

const importFullScreen = () => import('./full-screen.js');

/** Makes the open panel modal where it fills the window, and there only; the code for that comes on need. */
export class ViewportFollower implements ReactiveController {
  #panel: ChatWidgetPanel;
  #small = matchMedia(SMALL);
  #screen: FullScreen | undefined;
  #isLoading = false;
  #unsubscribe: (() => void) | undefined;
  #leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
  }

  hostConnected(): void {
    clearTimeout(this.#leaving);
    this.#small.addEventListener('change', this.#follow);
    // At once, not with the next rendering: the focus returns to a page that is inert no more.
    this.#unsubscribe = this.#panel.scope.chat.subscribe(({ open }) => open || this.#screen?.leave(true));
    if (this.#screen?.isOn) this.#screen.show();
    else this.#follow();
  }

  hostUpdated(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#small.removeEventListener('change', this.#follow);
    this.#unsubscribe?.();
    // A move comes back in the same task.
    this.#leaving = setTimeout(() => this.#screen?.leave(true));
  }

  #isWanted(): boolean {
    const { isConnected, state, scope } = this.#panel;
    return isConnected && this.#small.matches && state.open && scope.options.placement !== 'inline';
  }

  #follow = (): void => {
    if (!this.#isWanted()) return this.#screen?.leave(!this.#panel.state.open);
    if (this.#screen) this.#screen.enter();
    else void this.#load();
  };

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    // Without it the panel fills the window all the same; the next rendering asks again.
    const chunk = await importFullScreen().catch(importFullScreen).catch(() => undefined);
    this.#isLoading = false;
    if (!chunk) return;
    this.#screen ??= new chunk.FullScreen(this.#panel);
    this.#follow();
  }
}
