import { dropTexts, scopeOf } from '../storage/keep.js';
import { askAgain } from './agreement.js';

/** What a page says of its visitor in attributes. */
const IDENTITY = ['external-id', 'identity-token', 'name', 'email'];
/** Told once for each time somebody leaves, by whoever is last. */
const leaving = new WeakSet<Element>();

export const beginLeaving = (host: Element): void => void leaving.add(host);
export const endLeaving = (host: Element): void => void leaving.delete(host);

/**
 * The visitor was forgotten, here or in another tab: what this tab held of them goes too.
 * @param isLogout and what the page said of them is no longer true
 */
export function left(host: HTMLElement, scope: string, isLogout = false): void {
  dropTexts(scope);
  // It shows somebody else by now.
  if (scopeOf(host) !== scope) return;
  askAgain(host);
  if (isLogout) {
    const page = host as { visitor?: unknown; identityToken?: unknown };
    page.visitor = page.identityToken = undefined;
    for (const name of IDENTITY) host.removeAttribute(name);
  }
  if (leaving.has(host)) return;
  host.dispatchEvent(new CustomEvent('chat-reset', { bubbles: true, composed: true }));
}
