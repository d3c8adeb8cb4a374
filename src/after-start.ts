import type { ServerConfig } from './core/config.js';
import type { Chat } from './core/chat.js';
import type { Visitor } from './core/model.js';
import type { ChatState } from './core/state.js';
import { checkOptions } from './check-options.js';
import type { Words } from './i18n/load-words.js';
import { LauncherView } from './launcher/launcher-view.js';
import { launcherViewStyles } from './launcher/launcher-view-styles.js';
import { addSheet } from './page/add-sheet.js';
import { watchState } from './page/state-events.js';
import { hasOthers } from './storage/keep.js';
import { applyPresence } from './triggers/presence.js';
import type { VisitOptions } from './visit.js';

export type AfterStart = {
  /** What the launcher tells; `words` are those of another language than English. */
  show(name: string, isOpen: boolean, unread: number, state: ChatState | undefined, words: Words | undefined): void;
  stop(): void;
};

/**
 * What comes behind the start of a chat, a chunk of its own: what the launcher tells of it, events that
 * are made of its state, mistakes of the page's, and the code for the backend's rules and hours.
 * @param told what the chat began with
 */
export function afterStart({ element, dock, button, internals, scope }: VisitOptions, chat: Chat, told?: Visitor): AfterStart {
  addSheet(element, launcherViewStyles);
  const view = new LauncherView(button, internals);
  checkOptions(element, dock);
  const unwatch = watchState(element, chat);
  let config: ServerConfig | undefined;
  const look = (state: ChatState): void => {
    applyPresence(element);
    if (state.config === config) return;
    config = state.config;
    if (config.triggers ?? config.hours ?? config.pushed) element.ready.catch(() => {});
  };
  look(chat.state);
  // Said while the chat began.
  if (element.visitor && element.visitor !== told) chat.identify(element.visitor).catch(() => {});
  if (hasOthers(element, scope)) import('./privacy/sweep.js').then(({ sweep }) => sweep(element, scope)).catch(() => {});
  // Beside the panel's own, not behind it: it is what shows first.
  if (element.matches('[home][open]')) import('./ui/home/home.js').catch(() => {});
  const unsubscribe = chat.subscribe(look);
  element.dispatchEvent(new CustomEvent('chat-ready', { bubbles: true, composed: true }));
  return {
    show(name, isOpen, unread, state, words) {
      const brand = element.brand || state?.config.title || '';
      view.update(name, words?.toLauncherName(name, brand, unread), isOpen, unread, state);
    },
    stop() {
      unwatch();
      unsubscribe();
    },
  };
}
