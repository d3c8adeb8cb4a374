import type { ReactiveController } from 'lit';
import type { ChatWidgetPanel } from './panel.js';

const isShown = (element: Element): boolean => element.getClientRects().length > 0;

/** When what the visitor was at goes away (a form, the field, a button), the focus stays in the panel. */
export class PlaceKeeper implements ReactiveController {
  #panel: ChatWidgetPanel;
  /** Has the focus, or had it when it went. */
  #last: Element | undefined;

  constructor(panel: ChatWidgetPanel) {
    this.#panel = panel;
  }

  hostConnected(): void {
    this.#panel.addEventListener('focusin', this.#see);
    this.#panel.addEventListener('focusout', this.#see);
  }

  hostDisconnected(): void {
    this.#last = undefined;
    this.#panel.removeEventListener('focusin', this.#see);
    this.#panel.removeEventListener('focusout', this.#see);
  }

  /** Somebody has come: whoever waits another day begins with the queue again. */
  hostUpdate(): void {
    const { state, view } = this.#panel;
    if (view === 'offline' && state.conversation.state === 'active') this.#panel.view = '';
  }

  hostUpdated(): void {
    // When all parts have been drawn as well.
    if (this.#last) setTimeout(() => this.#hold());
  }

  #see = ({ type, target }: FocusEvent): void => {
    const element = target as Element;
    if (type === 'focusin') this.#last = element;
    // Left by the visitor, unless it is about to go: Chromium says so before that.
    else setTimeout(() => this.#last === element && !element.matches(':focus') && isShown(element) && (this.#last = undefined));
  };

  #hold(): void {
    const panel = this.#panel;
    const last = this.#last;
    if (!last || isShown(last)) return;
    this.#last = undefined;
    const { activeElement } = panel.getRootNode() as ShadowRoot;
    if (activeElement === last) (last as HTMLElement).blur();
    const isNowhere = (!activeElement || activeElement === last) && (!document.activeElement || document.activeElement === document.body);
    if (panel.state.open && panel.isConnected && isNowhere) void panel.takeFocus();
  }
}
