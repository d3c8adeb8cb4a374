import { createContext } from '@lit/context';
import type { Chat } from '../core/chat.js';
import type { TextPart } from '../core/model.js';
import type { Localize } from '../i18n/localize.js';
import type { PanelClock } from './page-clock.js';
import type { PanelOptions } from './panel-options.js';

/** What every inner part may use. */
export type PanelScope = {
  chat: Chat;
  localize: Localize;
  options: PanelOptions;
  clock: PanelClock;
  /** Speaks to assistive technology; `assertive` interrupts. */
  announce(text: string, assertive?: boolean): void;
  /** Drops an unsent message and puts its words back where they were written. */
  discard(localId: string): void;
  close(): void;
  /** The words of a message with links and format, as soon as the code for that is there. */
  decorate(part: TextPart, isOwn: boolean): unknown;
  /** Everything is drawn anew: some part of it has come. */
  redraw(): void;
};

/** A plain string: a second copy of the script meets the elements of the first. */
export const panelScope = createContext<PanelScope>('chat-widget-panel');
