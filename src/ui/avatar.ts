import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { safeUrl } from '../core/safe-url.js';
import { isNear } from './near.js';
import type { PanelScope } from './panel-scope.js';

type Person = { id?: string; name?: string; avatarUrl?: string };

/** Stable over reloads, spread over the circle. */
function hueOf(text: string): number {
  let hash = 0;
  for (const char of text) hash = (hash * 31 + char.codePointAt(0)!) % 360;
  return hash;
}

/** First letters of the first and the last word, whole graphemes of any script. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return ends.map((word) => [...word][0] ?? '').join('').toLocaleUpperCase();
}

/** A picture that does not load uncovers the initials behind it. */
const setHidden = (event: Event): void => {
  (event.target as HTMLElement).hidden = event.type === 'error';
};

/**
 * Decoration: the name always stands beside it in words. The colour is an attribute, as CSP wants;
 * `words` with `brand` take the accent instead.
 */
export function avatar(who: Person, scope: PanelScope, presence = '', words = 'avatar'): TemplateResult {
  const name = String(who.name ?? '');
  const url = who.avatarUrl && safeUrl('image', who.avatarUrl);
  return html`<span class=${words} part=${words} aria-hidden="true"
    ><svg viewBox="0 0 40 40"
      ><rect width="40" height="40" rx="20" fill="hsl(${hueOf(String(who.id ?? name))},42%,31%)"></rect
      ><text x="20" y="25" text-anchor="middle" fill="#fff">${initialsOf(name)}</text></svg
    >${url && isNear(url, scope)
      ? html`<img src=${url} alt="" loading="lazy" referrerpolicy="no-referrer" @error=${setHidden} @load=${setHidden} />`
      : nothing}${presence ? html`<i part="presence" class="presence ${presence}"></i>` : nothing}</span
  >`;
}
