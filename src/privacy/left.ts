import { dropTexts, scopeOf } from '../storage/keep.js';
import { askAgain } from './agreement.js';

/** What a page says of its visitor in attributes. */
const IDENTITY = ['external-id', 'identity-token', 'name', 'email'];
/** Who is being logged out by this page: it is told once, at the end, although every tab hears of it. */
const leaving = new WeakMap<Element, string>();
const LATE_MS = 1_000;

export const beginLeaving = (host: Element, scope: string): void => void leaving.set(host, scope);

/** All of them is gone from this device. */
export function endLeaving(host: HTMLElement, scope: string, isLogout: boolean): void {
  clean(host, scope, isLogout);
  tell(host);
  // The chat's own word of it may still be on its way.
  setTimeout(() => leaving.delete(host), LATE_MS);
}

/**
 * The visitor was forgotten, here or in another tab: what this tab held of them goes too.
 * @param isLogout and what the page said of them is no longer true
 */
export function left(host: HTMLElement, scope: string, isLogout = false): void {
  // Otherwise it shows somebody else by now.
  if (clean(host, scope, isLogout) && leaving.get(host) !== scope) tell(host);
}

function clean(host: HTMLElement, scope: string, isLogout: boolean): boolean {
  dropTexts(scope);
  if (scopeOf(host) !== scope) return false;
  askAgain(host);
  if (isLogout) {
    const page = host as { visitor?: unknown; identityToken?: unknown };
    page.visitor = undefined;
    // A function is asked for each visitor anew.
    if (typeof page.identityToken !== 'function') page.identityToken = undefined;
    for (const name of IDENTITY) host.removeAttribute(name);
  }
  return true;
}

const tell = (host: HTMLElement): void =>
  void host.dispatchEvent(new CustomEvent('chat-reset', { bubbles: true, composed: true }));
