import { absorb, defineAccessors } from './accessors.js';
import { dress } from './appearance.js';
import { DEFAULTS, toAttribute, type Options } from './attributes.js';
import { resolveLocale, toScope } from './config.js';
import type { Chat } from './core/chat.js';
import type { IdentityToken, Uploader } from './core/config.js';
import type { Visitor } from './core/model.js';
import type { ChatEventDetails } from './events.js';
import type { Strings } from './i18n/load-words.js';
import { createLauncher } from './launcher/launcher.js';
import { launcherStyles } from './launcher/launcher-styles.js';
import { LATER, METHODS, type PageApi } from './page-names.js';
import type { Page } from './page/page.js';
import { hasChatted } from './storage/chat-marker.js';
import { Registrations, type LoadTransport } from './transports/registrations.js';
import type { Visit } from './visit.js';

const loadVisit = () => import('./visit.js');
const loadPage = () => import('./page/page.js');
/** Fetches the code of stages 2 and 3; runs nothing and calls no backend. `next` once the first of it is there. */
const preload = (next?: () => unknown): void => void loadVisit().then(({ preloadPanel }) => preloadPanel()).then(next).catch(() => {});

/** Importing the package on a server must not throw. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * Live chat for any website: a launcher button and, behind it, a panel that talks to any backend.
 *
 * @tagname chat-widget
 * @fires {CustomEvent} chat-ready - A chat runs: `chat` is there, with all that this device has kept of it.
 * @fires {CustomEvent} chat-open - The panel is about to open. Cancelable.
 * @fires {CustomEvent} chat-opened - The panel is open.
 * @fires {CustomEvent} chat-close - The panel is about to close. Cancelable.
 * @fires {CustomEvent} chat-closed - The panel is closed.
 * @fires {CustomEvent<{localId: string}>} chat-send - The visitor is about to send. Cancelable.
 * @fires {CustomEvent<{localId: string, id?: string}>} chat-message-sent - The backend has a message of this tab.
 * @fires {CustomEvent<{id?: string, role: string}>} chat-message-received - An agent, a bot or the system wrote.
 * @fires {CustomEvent<{count: number}>} chat-unread-changed - The number of unread messages changed.
 * @fires {CustomEvent<{granted: boolean}>} chat-consent - The visitor agreed that something is kept, or took it back.
 * @fires {CustomEvent} chat-identified - The page said who the visitor is, or more about them.
 * @fires {CustomEvent} chat-reset - The visitor was logged out or forgotten, here or in another tab.
 * @fires {CustomEvent<{status: string}>} chat-connection - The connection changed: `idle`, `connecting`, `online`, `waiting`, `failed`.
 * @fires {CustomEvent<{availability: string}>} chat-availability - Whether somebody is there changed: `online`, `busy`, `offline`, `unknown`.
 * @fires {CustomEvent<{id?: string, name?: string}>} chat-agent - Somebody else answers now.
 * @fires {CustomEvent<{position?: number}>} chat-queue - The visitor's place in line changed; without one they wait no more.
 * @fires {CustomEvent<{id?: string}>} chat-started - A conversation has begun.
 * @fires {CustomEvent<{id?: string}>} chat-ended - It is over.
 * @fires {CustomEvent<{messageId: string, id: string}>} chat-action - The visitor chose a quick reply or a button of a card.
 * @fires {CustomEvent<{kind: string, fields: string[]}>} chat-form-submit - The visitor is about to send a form: `registration`, `hand-off`, `offline`, `rating`, `transcript`; names of its fields, no values. Cancelable.
 * @fires {CustomEvent<{score: number}>} chat-rating - The visitor has rated the conversation.
 * @fires {CustomEvent<{id: string, action: string}>} chat-trigger - A rule is about to do something; `preventDefault()` keeps it from that. Cancelable.
 * @fires {CustomEvent<{id: string, change: string}>} chat-teaser - A teaser was `shown`, `pressed`, `replied` to or `dismissed`.
 * @fires {CustomEvent<{code: string, message: string}>} chat-error - Something failed that the page may want to know.
 * @csspart launcher - The button in the corner.
 * @csspart launcher-icon - Its icon; it changes while the panel is open.
 * @csspart launcher-label - The words of a launcher that is a pill.
 * @csspart badge - The number of unread messages.
 * @csspart teaser - The invitation beside the launcher.
 * @csspart teaser-text - The bubble of it, which opens the chat.
 * @csspart teaser-dismiss - The button that closes it.
 * @slot launcher-icon - An icon of your own in the launcher; needs the attribute `launcher`.
 * @slot launcher - A launcher of your own in its place, with `launcher="own"`.
 * @cssprop [--chat-accent=#2f54eb] - The brand colour; the others are computed from it.
 * @cssprop [--chat-accent-fill] - What is filled with the accent: launcher, own bubbles, the send button.
 * @cssprop [--chat-on-accent] - Text and icons on that fill.
 * @cssprop [--chat-launcher-size=56px] - Width and height of the launcher.
 * @cssprop [--chat-launcher-radius=999px] - Corners of the launcher.
 * @cssprop [--chat-badge-background=#d92338] - Behind the number of unread messages.
 * @cssprop [--chat-badge-text=#fff] - That number.
 * @cssprop [--chat-offset=20px] - Distance of the launcher from the edges of the page.
 * @cssprop [--chat-font] - Font family; the system's by default.
 * @cssprop [--chat-duration=220ms] - How long things take to move.
 * @cssprop [--chat-ease=cubic-bezier(.2, .8, .2, 1)] - How they move.
 * @cssstate open - The panel is open.
 * @cssstate unread - There are unread messages.
 * @cssstate offline - Nobody is there to answer.
 * @cssstate connecting - The connection is being opened.
 * @cssstate fullscreen - The panel fills a small screen.
 * @cssstate dragging - Files are held over the panel.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class ChatWidget extends Base {
  static #registrations = new Registrations();

  static get observedAttributes(): string[] {
    return [...Object.keys(DEFAULTS).map(toAttribute), 'lang', ...LATER];
  }

  /** Makes a transport known to every `<chat-widget>` of the page; `load` imports its module. */
  static registerTransport(name: string, load: LoadTransport): void {
    ChatWidget.#registrations.add(name, load);
  }

  /** The page's own upload, for backends that take addresses of files only. */
  declare uploader: Uploader | undefined;
  /** The page's own words in place of ours: by key, plurals as an object by category. Read when the chat starts. */
  declare strings: Strings | undefined;
  /** Forms of the page's own; what the attribute of that name leads to otherwise. */
  declare forms: unknown;
  /** Quick starts of the home view: a list of texts, or of `{title, text}`; what the attribute of that name leads to otherwise. */
  declare prompts: unknown;
  /** Rules that decide when the widget shows itself, invites or opens; see `triggers` among the attributes. */
  declare triggers: unknown;
  /** The page's own functions for rules, by name: what the condition `custom` asks and the action `run` calls. */
  declare triggerFunctions: Readonly<Record<string, (about: { id?: string }) => unknown>> | undefined;
  /** Opening hours; see `hours` among the attributes. */
  declare hours: unknown;
  /** Who the visitor is, as far as the page has told by `identify()` and `setFields()`. */
  declare visitor: Visitor | undefined;
  /** Proves the visitor's identity to the backend: the token, or a function that fetches one. */
  declare identityToken: IdentityToken | undefined;

  #dock = document.createElement('div');
  #button = createLauncher(() => void this.#toggle(undefined, true));
  #internals = this.attachInternals?.();
  #page: Promise<Page> | undefined;
  #calls: unknown;
  #beginning: Promise<Visit> | undefined;
  #visit: Visit | undefined;
  #isUpdating = false;
  /** What the running chat was started for. */
  #identity = '';
  #tearDown: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherStyles);
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets.push(sheet);
    this.#dock.append(this.#button);
    shadow.append(this.#dock);
    // Somebody is about to press it: the code may come before the click.
    this.#button.onfocus = this.#button.onpointerenter = () => this.load !== 'manual' && preload();
    // What the device kept is read while the button is on its way back up.
    this.#button.onpointerdown = () => preload(() => this.#begin());
    absorb(this as never);
  }

  /** Calls that a page has left before it knew whether the script is there: `(element.calls ??= []).push(['open'])`. */
  get calls(): unknown {
    return this.#calls;
  }

  set calls(calls: unknown) {
    this.#calls = calls;
    this.#loadPage().catch(() => {});
  }

  /** The conversation, once it runs: send files, identify the visitor, forget them. */
  get chat(): Chat | undefined {
    return this.#visit?.chat;
  }

  connectedCallback(): void {
    clearTimeout(this.#tearDown);
    this.#requestUpdate();
  }

  disconnectedCallback(): void {
    // Long enough for a move by a framework; what stays away is torn down.
    this.#tearDown = setTimeout(() => {
      this.#stop();
      this.#tellPage();
    }, 100);
  }

  /** Its presence tells `moveBefore()` that a move is no end and no beginning. */
  connectedMoveCallback(): void {
    this.#requestUpdate();
  }

  attributeChangedCallback(): void {
    this.#requestUpdate();
  }

  /** Opens the panel; resolves when it is there, or when the page prevented it. */
  get open(): () => Promise<void> {
    return () => this.#toggle(true);
  }

  /** Frameworks set the attribute `open` through a property of that name. */
  set open(isOpen: boolean) {
    this.toggleAttribute('open', Boolean(isOpen));
  }

  /** Whether the panel is open. */
  get opened(): boolean {
    return Boolean(this.#visit?.isOpen);
  }

  /** Closes the panel; the launcher stays. */
  close(): Promise<void> {
    return this.#toggle(false);
  }

  /** Opens the panel if it is closed, and the other way round. */
  toggle(): Promise<void> {
    return this.#toggle();
  }

  /** Sends a text as the visitor; resolves with the message's local id when it is safe on this device. */
  async send(text: string): Promise<string> {
    // Begun here: what is said to one visitor's backend must not wait until the element is another's.
    return (await this.#begin()).chat.send({ text });
  }

  /** Resolves with the element when all of its methods and properties are there; fetches the code for that. */
  get ready(): Promise<this> {
    return this.#loadPage().then(() => this);
  }

  static {
    const prototype = this.prototype as unknown as Record<string, unknown>;
    for (const name of METHODS) {
      prototype[name] = function (this: ChatWidget, ...args: never[]) {
        // Said of who is here now; until the code has come it may be another.
        const { externalId } = this;
        return this.#loadPage().then((page) => page.call(name, args, externalId));
      };
    }
  }

  /** What a page may ask beyond the launcher is a chunk beside the stages: most pages never load it. */
  #loadPage(): Promise<Page> {
    return (this.#page ??= loadPage()
      .catch(loadPage)
      .then(
        ({ Page }) => new Page(this as never, () => this.#begin(), () => this.#stop()),
        (error) => {
          this.#page = undefined; // who asks next tries again
          throw error;
        },
      ));
  }

  #tellPage(): void {
    this.#page?.then((page) => page.update()).catch(() => {});
  }

  /** Several changes are one update. */
  #requestUpdate(): void {
    if (this.#isUpdating) return;
    this.#isUpdating = true;
    queueMicrotask(() => {
      this.#isUpdating = false;
      if (this.isConnected) this.#update();
    });
  }

  #update(): void {
    this.#leaveOther();
    if (this.triggers ?? this.hours ?? LATER.some((name) => this.hasAttribute(name))) this.#loadPage().catch(() => {});
    this.#tellPage();
    // Puts the box above everything; a move has taken it out of the top layer.
    const isPopover = this.placement === 'popover';
    this.#dock.popover = isPopover ? 'manual' : null;
    // Missing in old browsers: the box is a fixed one then.
    if (isPopover) this.#dock.togglePopover?.(true);
    if (this.#visit) this.#visit.update();
    else this.#button.ariaLabel = dress(this.#dock, this);
    this.#plan();
    // Where it fills a place of the page there is no button to open it with.
    const isOpen = this.hasAttribute('open') || this.placement === 'inline';
    if (isOpen !== this.opened) void this.#toggle(isOpen);
  }

  /** Another one is another conversation. */
  #toIdentity(): string {
    return [toScope(this), this.name, this.email, resolveLocale(this)].join();
  }

  /** Stage 2 at idle, if the `load` attribute says so then. */
  #plan(): void {
    // WebKit has no requestIdleCallback.
    (globalThis.requestIdleCallback ?? setTimeout)(() => {
      const load = this.load;
      const isWanted = load === 'eager' || (load === 'auto' && !this.hasAttribute('consent') && hasChatted(toScope(this)));
      if (!isWanted || this.#beginning || !this.isConnected) return;
      this.#begin().then((visit) => load === 'eager' && visit.prepare(), () => {});
    });
  }

  /** Ends what was begun for other options; they may have changed in this very task. */
  #leaveOther(): void {
    if (this.#toIdentity() !== this.#identity) this.#stop();
  }

  /** Stage 2; begun by the first who needs it. */
  #begin(): Promise<Visit> {
    this.#leaveOther();
    return (this.#beginning ??= this.#load());
  }

  async #load(): Promise<Visit> {
    const identity = (this.#identity = this.#toIdentity());
    try {
      // A chunk that failed to load is tried once more: Chromium asks the network again.
      const { Visit } = await loadVisit().catch(loadVisit);
      this.#leaveOther();
      // What was asked for one is neither said to another nor kept for them.
      if (identity !== this.#identity) throw new DOMException('', 'AbortError');
      const visit = await Visit.begin({
        element: this,
        dock: this.#dock,
        button: this.#button,
        internals: this.#internals,
        scope: toScope(this),
        registrations: ChatWidget.#registrations,
        dress: (server) => dress(this.#dock, this, server),
        isCurrent: () => identity === this.#identity,
      });
      if (identity !== this.#identity) visit.stop(); // removed, or another visitor's, while it was on its way
      else (this.#visit = visit).update();
      return visit;
    } catch (error) {
      if (identity === this.#identity) {
        this.#beginning = undefined; // the next click tries again
        this.#fail();
      }
      throw error;
    }
  }

  /** Neither code nor chat: says so in a live region. What had been opened without its panel closes. */
  #fail(): void {
    this.removeAttribute('open');
    const message = 'Chat failed to load. Try again.';
    const sentence = document.createElement('p');
    sentence.role = 'alert';
    sentence.textContent = message;
    this.#dock.append(sentence);
    setTimeout(() => sentence.remove(), 10_000);
    const detail: ChatEventDetails['chat-error'] = { code: 'network', message };
    this.dispatchEvent(new CustomEvent('chat-error', { detail, bubbles: true, composed: true }));
  }

  /** Without `isOpen` the other way round. A widget that never ran need not run to be closed. */
  async #toggle(isOpen?: boolean, isGesture = false): Promise<void> {
    if (isOpen === false && !this.#beginning) return;
    preload();
    const visit = await this.#begin().catch(({ name }: Error) => name === 'AbortError' && null);
    if (visit !== false && visit !== this.#visit) {
      // Another visitor's by now: what was asked for is for them. After a removal it is for nobody.
      return this.isConnected ? this.#toggle(isOpen, isGesture) : undefined;
    }
    if (visit) await visit.toggle(isOpen ?? !visit.isOpen, isGesture).catch(() => this.#fail());
  }

  #stop(): void {
    this.#visit?.stop();
    this.#identity = '';
    this.#beginning = this.#visit = undefined;
  }
}

// Frameworks look for them there; what a page has set before the class came is simply kept.
const { prototype } = ChatWidget;
defineAccessors(prototype);
for (const name of ['uploader', 'strings', 'forms', 'triggers', 'hours', 'identityToken'] as const) prototype[name] = undefined;

/** The text options of the table as properties, and what comes with `page/`. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- `defineAccessors` and `define-more.ts` make them
export interface ChatWidget extends Omit<Options, 'open'>, PageApi {}
