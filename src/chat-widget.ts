import { absorb, defineAccessors } from './accessors.js';
import { dress } from './appearance.js';
import { DEFAULTS, toAttribute, type Options } from './attributes.js';
import { resolveLocale, toScope, warnOnce } from './config.js';
import type { Chat } from './core/chat.js';
import type { Uploader } from './core/config.js';
import type { ChatEventDetails } from './events.js';
import { launcherStrings } from './i18n/launcher-strings.js';
import type { Strings } from './i18n/load-words.js';
import { onIntent } from './launcher/intent.js';
import { createLauncher } from './launcher/launcher.js';
import { launcherStyles } from './launcher/launcher-styles.js';
import { hasChatted } from './storage/chat-marker.js';
import { Registrations, type LoadTransport } from './transports/registrations.js';
import type { Visit } from './visit.js';

const loadVisit = () => import('./visit.js');
/** Fetches the code of stages 2 and 3; runs nothing and calls no backend. */
const preload = (): void => void loadVisit().then(({ preloadPanel }) => preloadPanel(), () => {});

/** Importing the package on a server must not throw. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * Live chat for any website: a launcher button and, behind it, a panel that talks to any backend.
 *
 * @tagname chat-widget
 * @fires {CustomEvent} chat-open - The panel is about to open. Cancelable.
 * @fires {CustomEvent} chat-opened - The panel is open.
 * @fires {CustomEvent} chat-close - The panel is about to close. Cancelable.
 * @fires {CustomEvent} chat-closed - The panel is closed.
 * @fires {CustomEvent<{localId: string}>} chat-send - The visitor is about to send. Cancelable.
 * @fires {CustomEvent<{localId: string, id?: string}>} chat-message-sent - The backend has a message of this tab.
 * @fires {CustomEvent<{id?: string, role: string}>} chat-message-received - An agent, a bot or the system wrote.
 * @fires {CustomEvent<{count: number}>} chat-unread-changed - The number of unread messages changed.
 * @fires {CustomEvent<{code: string, message: string}>} chat-error - Something failed that the page may want to know.
 * @csspart launcher - The button in the corner.
 * @csspart launcher-icon - Its icon; it changes while the panel is open.
 * @csspart badge - The number of unread messages.
 * @cssprop [--chat-accent=#2f54eb] - The brand colour; the others are computed from it.
 * @cssprop [--chat-accent-fill] - What is filled with the accent: launcher, own bubbles, the send button.
 * @cssprop [--chat-on-accent] - Text and icons on that fill.
 * @cssprop [--chat-launcher-size=56px] - Width and height of the launcher.
 * @cssprop [--chat-launcher-radius=999px] - Corners of the launcher.
 * @cssprop [--chat-offset=20px] - Distance of the launcher from the edges of the page.
 * @cssprop [--chat-font] - Font family; the system's by default.
 * @cssprop [--chat-duration=220ms] - How long things take to move.
 * @cssprop [--chat-ease=cubic-bezier(.2, .8, .2, 1)] - How they move.
 * @cssstate open - The panel is open.
 * @cssstate unread - There are unread messages.
 * @cssstate offline - Nobody is there to answer.
 * @cssstate connecting - The connection is being opened.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class ChatWidget extends Base {
  static #registrations = new Registrations();

  static get observedAttributes(): string[] {
    return [...Object.keys(DEFAULTS).map(toAttribute), 'lang'];
  }

  /** Makes a transport known to every `<chat-widget>` of the page; `load` imports its module. */
  static registerTransport(name: string, load: LoadTransport): void {
    ChatWidget.#registrations.add(name, load);
  }

  /** The page's own upload, for backends that take addresses of files only. */
  declare uploader: Uploader | undefined;
  /** The page's own words in place of ours: by key, plurals as an object by category. Read when the chat starts. */
  declare strings: Strings | undefined;

  #dock = document.createElement('div');
  #button = createLauncher(() => void this.#toggle(undefined, true));
  #internals = this.attachInternals?.();
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
    onIntent(this.#button, () => this.load !== 'manual' && preload());
    absorb(this as never);
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
    this.#tearDown = setTimeout(() => this.#stop(), 100);
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

  /** Shows the whole widget again after `hide()`. */
  async show(): Promise<void> {
    this.hidden = false;
  }

  /** Hides the whole widget, launcher included; the conversation goes on. */
  async hide(): Promise<void> {
    this.hidden = true;
  }

  /** Connects without opening the panel. */
  async connect(): Promise<void> {
    (await this.#begin()).chat.reconnect();
  }

  /** Sends a text as the visitor; resolves with the message's local id when it is safe on this device. */
  async send(text: string): Promise<string> {
    return (await this.#begin()).chat.send({ text });
  }

  /** Ends everything at once and takes the element out. What the device keeps: see `chat.forget()`. */
  async destroy(): Promise<void> {
    this.remove();
    this.#stop();
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
    // Puts the box above everything; a move has taken it out of the top layer.
    const isPopover = this.placement === 'popover';
    this.#dock.popover = isPopover ? 'manual' : null;
    // Missing in old browsers: the box is a fixed one then.
    if (isPopover) this.#dock.togglePopover?.(true);
    this.#dress();
    this.#plan();
    // Where it fills a place of the page there is no button to open it with.
    const isOpen = this.hasAttribute('open') || this.placement === 'inline';
    if (isOpen !== this.opened) void this.#toggle(isOpen);
  }

  #dress(): void {
    if (this.#visit) this.#visit.update();
    else this.#button.ariaLabel = dress(this.#dock, this);
  }

  /** Another one is another conversation. */
  #toIdentity(): string {
    return [toScope(this), this.name, this.email, resolveLocale(this)].join();
  }

  /** Stage 2 at idle, if the `load` attribute says so then. */
  #plan(): void {
    // WebKit has no requestIdleCallback.
    (globalThis.requestIdleCallback ?? setTimeout)(() => {
      const { load } = this;
      const isWanted = load === 'eager' || (load === 'auto' && hasChatted(toScope(this)));
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
      if (identity !== this.#identity) throw AbortSignal.abort().reason;
      const visit = await Visit.begin({
        element: this,
        dock: this.#dock,
        button: this.#button,
        internals: this.#internals,
        scope: toScope(this),
        registrations: ChatWidget.#registrations,
        dress: (server) => dress(this.#dock, this, server),
        isCurrent: () => identity === this.#identity,
        warn: warnOnce,
      });
      if (identity !== this.#identity) visit.stop(); // removed, or another visitor's, while it was on its way
      else (this.#visit = visit).update();
      return visit;
    } catch (error) {
      if (identity === this.#identity) {
        this.#beginning = undefined; // the next click tries again
        this.removeAttribute('open');
        this.#fail();
      }
      throw error;
    }
  }

  /** Neither code nor chat: says so in a live region. */
  #fail(): void {
    const message = launcherStrings.failed;
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
    if (visit) await visit.toggle(isOpen ?? !visit.isOpen, isGesture);
  }

  #stop(): void {
    this.#visit?.stop();
    this.#identity = '';
    this.#beginning = this.#visit = undefined;
  }
}

defineAccessors(ChatWidget.prototype);
// Frameworks look for it there; what a page has set before the class came is simply kept.
ChatWidget.prototype.uploader = ChatWidget.prototype.strings = undefined;

/** The text options of the table as properties. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- `defineAccessors` makes them
export interface ChatWidget extends Omit<Options, 'open'> {}
