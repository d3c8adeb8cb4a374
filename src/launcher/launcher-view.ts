import type { ChatState } from '../core/state.js';
import { unreadStrings } from '../i18n/unread-strings.js';

/** What the launcher and `:state()` tell of a running chat. Comes behind the start of a chat. */
export class LauncherView {
  #button: HTMLButtonElement;
  #states: CustomStateSet | undefined;
  #badge: Element;

  constructor(button: HTMLButtonElement, internals: ElementInternals | undefined) {
    this.#button = button;
    this.#states = internals?.states;
    this.#badge = button.querySelector('.badge') ?? addBadge(button);
  }

  /**
   * The name stays the same when the panel opens: `aria-expanded` says the rest.
   * @param name whom the launcher leads to
   * @param label all of its name, with what is unread, in another language
   */
  update(name: string, label: string | undefined, isOpen: boolean, unread: number, state?: ChatState): void {
    const words = unreadStrings[unread === 1 ? 'one' : 'other'].replace('{count}', String(unread));
    this.#button.ariaLabel = label ?? name + (unread ? `, ${words}` : '');
    this.#badge.textContent = unread ? (unread > 99 ? '99+' : String(unread)) : '';
    const isOffline = state?.availability === 'offline';
    const isConnecting = state?.connection.status === 'connecting';
    const states = { open: isOpen, unread: unread > 0, offline: isOffline, connecting: isConnecting };
    for (const [name, isOn] of Object.entries(states)) this.#states?.[isOn ? 'add' : 'delete'](name);
  }
}

function addBadge(button: HTMLButtonElement): Element {
  const badge = document.createElement('span');
  badge.className = 'badge';
  badge.part.add('badge');
  badge.ariaHidden = 'true';
  button.append(badge);
  return badge;
}
