import type { Chat } from '../core/chat.js';
import type { Words } from '../i18n/load-words.js';

/** What the host element tells the panel; a new object replaces the former as a whole. */
export type PanelOptions = {
  /** BCP 47. */
  locale: string;
  dir: 'ltr' | 'rtl';
  /** Who the visitor talks to; empty when the page did not say. */
  brand: string;
  placement: 'popover' | 'fixed' | 'inline';
  /** Other words than ours in English, as soon as they are there. */
  words?: Words | undefined;
};

export type PanelContext = {
  chat: Chat;
  options: PanelOptions;
  /** `:state()` of the element, where the browser has it. */
  states?: CustomStateSet | undefined;
  /** The visitor asked to close the panel; the host decides and moves the focus. */
  onClose(): void;
};

export type PanelHandle = {
  update(options: PanelOptions): void;
  /** Called after the visitor opened the panel by a gesture: composer, or the dialog on touch. */
  focus(): void;
  remove(): void;
};

/**
 * Stage 3. Renders the panel into `root` (an element inside the widget's shadow root, before the
 * launcher) and adopts the panel's styles there. The panel follows `chat.state.open`.
 */
export type MountPanel = (root: HTMLElement, context: PanelContext) => PanelHandle;
