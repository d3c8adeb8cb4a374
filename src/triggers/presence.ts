import type { ChatState } from '../core/state.js';

type Host = HTMLElement & { chat?: { readonly state: ChatState } | undefined };
type Verdicts = { rules?: boolean | undefined; offline?: boolean | undefined };

const verdicts = new WeakMap<Element, Verdicts>();
const LIVE = ['bot', 'queued', 'active'];
let sheet: CSSStyleSheet | undefined;

/**
 * Whether the widget is there. What the backend says for this visitor, page or site (it knows which
 * beats which) comes before the hours, these before the rules. Whom somebody talks with stays.
 */
export function isPresent(state: ChatState | undefined, { rules, offline }: Verdicts): boolean {
  if (state && LIVE.includes(state.conversation.state)) return true;
  // Rules and hours take no open panel away.
  return state?.config.visible ?? (state?.open || (offline !== false && rules !== false));
}

/** What the rules, or `when-offline="hide"`, say; undefined: nothing. */
export function setVerdict(host: Host, verdict: Verdicts): void {
  verdicts.set(host, { ...verdicts.get(host), ...verdict });
  applyPresence(host);
}

/** Shows or hides launcher, teaser and panel; the attribute `hidden` of the element beats it. */
export function applyPresence(host: Host): void {
  const root = host.shadowRoot;
  if (!root) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync('.root[data-closed]{display:none}');
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  // No class: the box gets all of its classes anew when the element changes.
  root.querySelector('.root')?.toggleAttribute('data-closed', !isPresent(host.chat?.state, verdicts.get(host) ?? {}));
}
