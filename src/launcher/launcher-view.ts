import { unreadStrings } from '../i18n/unread-strings.js';
import { launcherViewStyles } from './launcher-view-styles.js';

type LauncherState = {
  /** Whom the launcher leads to. */
  name: string;
  isOpen: boolean;
  unread: number;
  isOffline: boolean;
  isConnecting: boolean;
};

let sheet: CSSStyleSheet | undefined;

/** What the launcher and `:state()` tell of a running chat. Part of stage 2. */
export class LauncherView {
  #button: HTMLButtonElement;
  #states: CustomStateSet | undefined;
  #badge = document.createElement('span');

  constructor(button: HTMLButtonElement, internals: ElementInternals | undefined) {
    this.#button = button;
    this.#states = internals?.states;
    const badge = this.#badge;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(launcherViewStyles);
    }
    const { adoptedStyleSheets } = button.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    badge.className = 'badge';
    badge.part.add('badge');
    badge.ariaHidden = 'true';
    button.querySelector('.badge')?.remove(); // of a visit before
    button.append(badge);
  }

  /** The name stays the same when the panel opens: `aria-expanded` says the rest. */
  update({ name, isOpen, unread, isOffline, isConnecting }: LauncherState): void {
    const words = unreadStrings[unread === 1 ? 'one' : 'other'].replace('{count}', String(unread));
    this.#button.ariaLabel = name + (unread ? `, ${words}` : '');
    this.#button.ariaExpanded = String(isOpen);
    this.#badge.textContent = unread ? (unread > 99 ? '99+' : String(unread)) : '';
    this.#set('open', isOpen);
    this.#set('unread', unread > 0);
    this.#set('offline', isOffline);
    this.#set('connecting', isConnecting);
  }

  #set(state: string, isOn: boolean): void {
    if (isOn) this.#states?.add(state);
    else this.#states?.delete(state);
  }
}
