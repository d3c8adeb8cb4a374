import type { ReactiveController } from 'lit';
import type { ChatWidgetPanel } from './panel.js';

/** Draws the panel anew when an attribute of the element changes: the panel reads its options there. */
export class HostWatcher implements ReactiveController {
  #panel: ChatWidgetPanel;
  #observer: MutationObserver;
  #redraw = (): void => this.#panel.scope.redraw();

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
    this.#observer = new MutationObserver(this.#redraw);
    this.hostConnected();
  }

  hostConnected(): void {
    const { host } = this.#panel.scope;
    this.#observer.observe(host, { attributes: true });
    // What is known of the visitor is not asked again.
    host.addEventListener('chat-identified', this.#redraw);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#panel.scope.host.removeEventListener('chat-identified', this.#redraw);
  }
}
