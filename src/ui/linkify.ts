import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { safeUrl } from '../core/safe-url.js';

/** What the eye takes for the end of a sentence, not of an address. */
const TRAILING = new Set('.,;:!?\'"»“”’*_~');
const OPENING = '([<{';
const CLOSING = ')]>}';

/** How many more of each bracket are closed than opened. */
function surplusOf(text: string): number[] {
  const surplus = [0, 0, 0, 0];
  for (const char of text) {
    const [opens, closes] = [OPENING.indexOf(char), CLOSING.indexOf(char)];
    if (opens >= 0) surplus[opens]!--;
    if (closes >= 0) surplus[closes]!++;
  }
  return surplus;
}

/** Signs before an address, the address, and what follows it. */
function cut(word: string): [before: string, address: string, after: string] {
  const start = /^[<([{"'“‘«*_]*/.exec(word)![0].length;
  const surplus = surplusOf(word.slice(start));
  let end = word.length;
  for (; end > start; end--) {
    const last = word[end - 1]!;
    const bracket = CLOSING.indexOf(last);
    // A bracket belongs to the address if it was opened there.
    if (bracket >= 0 ? surplus[bracket]!-- <= 0 : !TRAILING.has(last)) break;
  }
  return [word.slice(0, start), word.slice(start, end), word.slice(end)];
}

/** The address a word leads to, or nothing. Where it leads is always what is written. */
function toHref(address: string): string | undefined {
  // Controls of direction could make it read as another.
  if (address.length > 2_000 || /[\u202a-\u202e\u2066-\u2069]/.test(address)) return undefined;
  if (/^https?:\/\/./i.test(address) || /^(mailto|tel):./i.test(address)) return safeUrl('link', address);
  if (/^www\.[^.]+\../i.test(address)) return safeUrl('link', `https://${address}`);
  if (/^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/.test(address)) return safeUrl('link', `mailto:${address}`);
  return undefined;
}

/** Whether a text may hold a link at all; most do not, and stay one text node. */
const MAY_LINK = /https?:|www\.|@|mailto:|tel:/i;

/** More of them nobody follows, and for each the browser looks through all that stands before it. */
const MOST = 200;

const link = (href: string, address: string, newTab: string): TemplateResult =>
  html`<a class="link" part="link" href=${href} target="_blank" rel="noopener noreferrer nofollow ugc" dir="ltr"
    >${address}<span class="vh"> (${newTab})</span></a
  >`;

/** @param newTab what is said of a link besides its words */
export function linkify(text: string, newTab: string): unknown {
  if (!MAY_LINK.test(text)) return text;
  const pieces: unknown[] = [];
  let plain = '';
  for (const word of text.split(/(\s+)/)) {
    const [before, address, after] = pieces.length < 2 * MOST && MAY_LINK.test(word) ? cut(word) : [word, '', ''];
    const href = address && toHref(address);
    if (href) pieces.push(plain + before, link(href, address, newTab));
    plain = href ? after : plain + word;
  }
  return [...pieces, plain];
}
