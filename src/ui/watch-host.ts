import type { ReactiveController } from 'lit';
import type { ChatWidgetPanel } from './panel.js';

/** Options that are objects have no attribute that tells of them. */
const OBJECTS = ['forms', 'prompts'];

/** Calls `redraw` when the page sets a property; the answer makes it a plain one again. */
function watchProperty(host: HTMLElement, name: string, redraw: () => void): () => void {
  let value = (host as unknown as Record<string, unknown>)[name];
  const set = (next: unknown): void => {
    value = next;
    redraw();
  };
  Object.defineProperty(host, name, { configurable: true, enumerable: true, get: () => value, set });
  return () => void Object.defineProperty(host, name, { configurable: true, enumerable: true, writable: true, value });
}

/** Draws the panel anew when an option of the element changes: the panel reads its options there. */
export class HostWatcher implements ReactiveController {
  #panel: ChatWidgetPanel;
  #observer: MutationObserver;
  #redraw = (): void => this.#panel.scope.redraw();
  #stops: (() => void)[] = [];

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
    this.#observer = new MutationObserver(this.#redraw);
  }

  hostConnected(): void {
    const { host } = this.#panel.scope;
    this.#observer.observe(host, { attributes: true });
    this.#stops = OBJECTS.map((name) => watchProperty(host, name, this.#redraw));
    // What is known of the visitor is not asked again.
    host.addEventListener('chat-identified', this.#redraw);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    for (const stop of this.#stops) stop();
    this.#panel.scope.host.removeEventListener('chat-identified', this.#redraw);
  }
}
