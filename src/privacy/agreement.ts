import { createKeep, prefixOf, scopeOf, storageOf } from '../storage/keep.js';
import { warnOnce } from '../warn-once.js';
import { cookieName } from './cookie-storage.js';

/** What the visitor agreed to, and when. */
type Agreement = { at: string; text?: string };

const NAME = 'consent';
/** Elements on which the visitor's answer, not the page, says `granted`. */
const answered = new WeakSet<Element>();

/**
 * The attribute. Who writes a word that is not known wants the visitor asked; from then on it says so, for
 * whoever else reads it.
 */
export function readConsent(host: Element): string {
  const said = host.getAttribute(NAME);
  const word = said?.trim() ?? '';
  const isKnown = /^(required|granted|denied|)$/.test(word);
  if (!isKnown) warnOnce(`consent="${word}" is none of: required granted denied`);
  const meant = isKnown ? word : 'required';
  if (said && said !== meant) host.setAttribute(NAME, meant);
  return meant;
}

/** Notes the visitor's answer. */
export function noteConsent(host: Element, text: string | undefined): void {
  if (host.getAttribute(NAME) === 'required') answered.add(host);
  host.setAttribute(NAME, 'granted');
  const keep = createKeep(host);
  // A consent tool says it again on every page: what they agreed to, and when, stays.
  if (!text && keep.get(NAME)) return;
  keep.set(NAME, JSON.stringify({ at: new Date().toISOString(), ...(text && { text }) } satisfies Agreement));
}

/** An answer given on an earlier page counts. */
export function recallConsent(host: Element, scope: string): void {
  if (scopeOf(host) !== scope || !hasAgreed(host, scope)) return;
  answered.add(host);
  host.setAttribute(NAME, 'granted');
}

/** In a tab where the visitor was forgotten the question stands again, if the widget had asked it. */
export function askAgain(host: Element): void {
  if (answered.delete(host)) host.setAttribute(NAME, 'required');
}

/** Taken back: not asked again on this page. */
export function withdraw(host: Element): void {
  answered.delete(host);
  host.setAttribute(NAME, 'denied');
}

/** Text and time, as fields of the visitor. */
export function agreement(host: Element): Record<string, string> | undefined {
  try {
    const { at, text } = JSON.parse(createKeep(host).get(NAME) ?? '') as Agreement;
    return { consent_at: at, ...(text && { consent_text: text }) };
  } catch {
    return undefined; // no answer of the visitor's
  }
}

/** Whether the answer of that visitor lies on the device. */
export function hasAgreed(host: Element, scope: string): boolean {
  const kind = storageOf(host);
  if (readConsent(host) !== 'required') return false;
  try {
    if (kind === 'none') return false;
    // The cookie is there because they agreed.
    if (kind === 'cookie') return document.cookie.includes(`${cookieName(scope)}=`);
    return (kind === 'session' ? sessionStorage : localStorage).getItem(prefixOf(scope) + NAME) !== null;
  } catch {
    return false; // blocked: asked again
  }
}
