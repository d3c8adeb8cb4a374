import { unreadStrings } from '../i18n/unread-strings.js';
import { launcherViewStyles } from './launcher-view-styles.js';

type LauncherState = {
  /** Whom the launcher leads to. */
  name: string;
  /** All of its name, with what is unread, in another language. */
  label: string | undefined;
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
  #badge: Element;

  constructor(button: HTMLButtonElement, internals: ElementInternals | undefined) {
    this.#button = button;
    this.#states = internals?.states;
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(launcherViewStyles);
    }
    const { adoptedStyleSheets } = button.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    this.#badge = button.querySelector('.badge') ?? addBadge(button);
  }

  /** The name stays the same when the panel opens: `aria-expanded` says the rest. */
  update({ name, label, isOpen, unread, isOffline, isConnecting }: LauncherState): void {
    const words = unreadStrings[unread === 1 ? 'one' : 'other'].replace('{count}', String(unread));
    this.#button.ariaLabel = label ?? name + (unread ? `, ${words}` : '');
    this.#button.ariaExpanded = String(isOpen);
    this.#badge.textContent = unread ? (unread > 99 ? '99+' : String(unread)) : '';
    const states = { open: isOpen, unread: unread > 0, offline: isOffline, connecting: isConnecting };
    for (const [state, isOn] of Object.entries(states)) this.#states?.[isOn ? 'add' : 'delete'](state);
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
