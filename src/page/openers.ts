import type { ChatWidget } from '../chat-widget.js';
import { launcherOf, pressLauncher } from './open-by-gesture.js';

/** Attributes of the page's own elements, and what pressing one does: open, close, or the other way round. */
const ACTIONS: Readonly<Record<string, boolean | undefined>> = {
  'data-chat-open': true,
  'data-chat-close': false,
  'data-chat-toggle': undefined,
};
const NAMES = Object.keys(ACTIONS);
const OWN = 'chat-widget[launcher=own] > [slot=launcher]';
const ALL = [...NAMES.map((name) => `[${name}]`), OWN].join();
/** A page that changes all the time is not looked through all the time. */
const MARK_MS = 50;
const NATIVE = 'button,a[href],input,summary,select,textarea';

type Press = { host: ChatWidget; element: HTMLElement; isOpen: boolean | undefined };

/** Whose buttons the page has; the listeners are the page's, since buttons may come and go. */
const hosts = new Set<ChatWidget>();
/** Asked to open and not there yet: another press changes nothing. */
const opening = new Set<ChatWidget>();
/** Where the focus goes when the panel closes; `true`: the visitor pressed it. */
const origins = new Map<ChatWidget, { element: HTMLElement; isPressed: boolean }>();
const pressed = new Map<ChatWidget, HTMLElement>();
const focused = new Set<ChatWidget>();
/** What we have said of an element of the page, by attribute. */
const marked = new Map<HTMLElement, Set<string>>();
let control: AbortController | undefined;
let isMarking = false;

/** Lets the page's own elements open and close this widget, now and later; the answer ends that. */
export function watchOpeners(host: ChatWidget): () => void {
  hosts.add(host);
  if (!control) listen((control = new AbortController()));
  markSoon();
  return () => {
    hosts.delete(host);
    for (const map of [origins, pressed, focused, opening]) map.delete(host);
    markSoon();
    if (hosts.size) return;
    control?.abort();
    control = undefined;
  };
}

function listen({ signal }: AbortController): void {
  const observer = new MutationObserver(markSoon);
  observer.observe(document, { childList: true, subtree: true, attributeFilter: [...NAMES, 'slot', 'launcher'] });
  signal.addEventListener('abort', () => observer.disconnect());
  document.addEventListener('click', handleClick, { signal });
  document.addEventListener('keydown', handleKey, { signal });
  for (const type of ['chat-open', 'chat-opened', 'chat-close', 'chat-closed', 'chat-error']) {
    document.addEventListener(type, follow, { signal });
  }
}

/** What was pressed, if it is ours: through the shadow roots of the page's own components, too. */
function pressOf(event: Event): Press | undefined {
  if (event.defaultPrevented) return undefined;
  const element = event.composedPath().find((it): it is HTMLElement => it instanceof HTMLElement && it.matches(ALL));
  return element && toPress(element);
}

function toPress(element: HTMLElement): Press | undefined {
  const name = NAMES.find((it) => element.hasAttribute(it));
  const host = name ? find(element.getAttribute(name)!) : (element.parentElement as ChatWidget);
  if (!host || !hosts.has(host)) return undefined;
  return { host, element, isOpen: name ? ACTIONS[name] : undefined };
}

/** The widget that a selector names; without one, the first of the page that takes part. */
function find(selector: string): ChatWidget | undefined {
  try {
    const named = selector && document.querySelector<ChatWidget>(selector);
    const [first] = [...hosts].filter((host) => host.isConnected).sort((a, b) => (a.compareDocumentPosition(b) & 4 ? -1 : 1));
    return selector ? named || undefined : first;
  } catch {
    return undefined; // no selector
  }
}

function handleClick(event: MouseEvent): void {
  const press = pressOf(event);
  // A link opened elsewhere is the page's own.
  if (!press || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  act(press);
}

/** What is no button by itself becomes one for the keyboard. */
function handleKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  const press = pressOf(event);
  // A control inside it has keys of its own.
  if (!press || event.target !== press.element || press.element.matches(NATIVE)) return;
  event.preventDefault();
  if (!event.repeat) act(press);
}

function act({ host, element, isOpen }: Press): void {
  const wanted = isOpen ?? !host.opened;
  if (wanted === host.opened || opening.has(host)) return;
  if (!wanted) return void host.close();
  opening.add(host);
  pressed.set(host, element);
  pressLauncher(host);
}

function follow(event: Event): void {
  const host = event.composedPath()[0] as ChatWidget;
  if (!hosts.has(host)) return;
  if (event.type === 'chat-open') remember(host);
  if (event.type === 'chat-open' || event.type === 'chat-error') opening.delete(host);
  if (event.type === 'chat-close') focused[host.shadowRoot!.activeElement ? 'add' : 'delete'](host);
  if (event.type === 'chat-closed') giveBack(host);
  mark();
}

function remember(host: ChatWidget): void {
  const element = pressed.get(host);
  const before = document.activeElement;
  pressed.delete(host);
  if (element) origins.set(host, { element, isPressed: true });
  else if (before instanceof HTMLElement && before !== host) origins.set(host, { element: before, isPressed: false });
  else origins.delete(host);
}

/** Only who was in the panel is brought back, and only where our launcher has not taken the focus, or was not pressed. */
function giveBack(host: ChatWidget): void {
  const origin = origins.get(host);
  origins.delete(host);
  if (!focused.delete(host) || !origin?.element.isConnected) return;
  if (origin.isPressed || !launcherOf(host).getClientRects().length) origin.element.focus();
}

/** Once for all that a script of the page changes in a row. */
function markSoon(): void {
  if (isMarking) return;
  isMarking = true;
  setTimeout(() => {
    isMarking = false;
    mark();
  }, MARK_MS);
}

/** Says of the page's elements what they do, as far as the page has not. */
function mark(): void {
  const present = new Set(document.querySelectorAll<HTMLElement>(ALL));
  for (const [element, names] of marked) {
    if (present.has(element) && toPress(element)) continue;
    names.forEach((name) => element.removeAttribute(name));
    marked.delete(element);
  }
  for (const element of present) {
    const press = toPress(element);
    if (press) say(press);
  }
}

function say({ host, element, isOpen }: Press): void {
  if (!element.matches(NATIVE) && !element.hasAttribute('role')) {
    put(element, 'role', 'button');
    if (!element.hasAttribute('tabindex')) put(element, 'tabindex', '0');
  }
  const isControl = element.matches('button,a[href],summary,[role=button],[role=link]');
  if (isOpen === false || !isControl) return;
  // Each change of an attribute is news for the page's own observers.
  const expanded = String(host.opened);
  if (element.ariaExpanded !== expanded) put(element, 'aria-expanded', expanded);
  if (!element.hasAttribute('aria-haspopup')) put(element, 'aria-haspopup', 'dialog');
}

function put(element: HTMLElement, name: string, value: string): void {
  element.setAttribute(name, value);
  marked.set(element, (marked.get(element) ?? new Set()).add(name));
}
