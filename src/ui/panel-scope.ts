import { createContext } from '@lit/context';
import type { Chat } from '../core/chat.js';
import type { TextPart } from '../core/model.js';
import type { ChatState } from '../core/state.js';
import type { Localize } from '../i18n/localize.js';
import type { PanelClock } from './page-clock.js';
import type { PanelOptions } from './panel-options.js';

/** What every inner part may use. */
export type PanelScope = {
  /** The `<chat-widget>`; its attributes are the options. */
  host: HTMLElement;
  /** `:state()` of it, where the browser has that. */
  states?: CustomStateSet | undefined;
  chat: Chat;
  localize: Localize;
  options: PanelOptions;
  clock: PanelClock;
  /** Speaks to assistive technology; `assertive` interrupts. */
  announce(text: string, assertive?: boolean): void;
  /** Drops an unsent message and puts its words back where they were written, unless they shall go as well. */
  discard(localId: string, isGone?: boolean): void;
  close(): void;
  /** The words of a message with links and format, as soon as the code for that is there. */
  decorate(part: TextPart, isOwn: boolean): unknown;
  /** What else than the availability the header can say, as soon as the code for that is there. */
  status?: (scope: PanelScope, state: ChatState) => string;
  /** Everything is drawn anew: some part of it has come. */
  redraw(): void;
};

/** A plain string: a second copy of the script meets the elements of the first. */
export const panelScope = createContext<PanelScope>('chat-widget-panel');
