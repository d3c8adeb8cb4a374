import type { ChatWidget } from '../chat-widget.js';

export const launcherOf = (host: Element): HTMLButtonElement => host.shadowRoot!.querySelector('.launcher')!;

/** Opens or closes as the launcher does, even if that is hidden: a gesture of the visitor, so the focus may move. */
export const pressLauncher = (host: ChatWidget): void => launcherOf(host).click();

/** Opens the panel by a gesture of the visitor. */
export const openByGesture = (host: ChatWidget): void => {
  if (!host.opened) pressLauncher(host);
};
