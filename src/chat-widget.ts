import { absorb, defineAccessors } from './accessors.js';
import { CONNECTION_OPTIONS, DEFAULTS, toAttribute, type Options } from './attributes.js';
import { dress, rise, toPanelOptions } from './appearance.js';
import { toChatConfig, toScope } from './config.js';
import type { Chat } from './core/chat.js';
import type { ChatConfig } from './core/config.js';
import { emit } from './events.js';
import { onIdle, onIntent } from './launcher/intent.js';
import { Launcher } from './launcher/launcher.js';
import { launcherStyles } from './launcher/launcher-styles.js';
import { hasChatted, markChatted } from './storage/chat-marker.js';
import { Registrations, type LoadTransport } from './transports/registrations.js';
import type { View, Visit } from './visit.js';

/** Another value of one of these is another conversation. */
const toIdentity = (config: ChatConfig): string =>
  CONNECTION_OPTIONS.map((option) => config[option]).join('\n');

const loadVisit = () => import('./visit.js');
/** A chunk that failed to load is tried once more: Chromium asks the network again. */
const twice = <T>(load: () => Promise<T>): Promise<T> => load().catch(load);
/** Fetches the code of stages 2 and 3; runs nothing and calls no backend. */
const preload = (): void => void loadVisit().then(({ preloadPanel }) => preloadPanel(), () => {});

const METHODS = ['open', 'close', 'toggle', 'show', 'hide', 'send', 'connect', 'destroy'];
/** Long enough for a move by a framework, short enough to be gone within a second. */
const TEAR_DOWN_MS = 100;

/** Importing the package on a server must not throw. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);
let sheet: CSSStyleSheet | undefined;

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
 * @csspart launcher-icon - Its two icons, of which one is visible.
 * @csspart badge - The number of unread messages.
 * @cssprop [--chat-accent=#2f54eb] - The brand colour.
 * @cssprop [--chat-launcher-size=56px] - Width and height of the launcher.
 * @cssprop [--chat-launcher-radius=999px] - Corners of the launcher.
 * @cssprop [--chat-offset=20px] - Distance of the launcher from the edges of the page.
 * @cssprop [--chat-font] - Font family; the system's by default.
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

  #dock: HTMLElement | undefined;
  #launcher: Launcher | undefined;
  #internals: ElementInternals | undefined;
  #visit: Promise<Visit> | undefined;
  #chat: Chat | undefined;
  #view: View | undefined;
  #isOpen = false;
  #isUpdating = false;
  /** What the running chat was started for. */
  #identity = '';
  #tearDown: ReturnType<typeof setTimeout> | undefined;
  #cancelIdle: () => void = () => {};

  /** The conversation, once it runs: send files, identify the visitor, forget them. */
  get chat(): Chat | undefined {
    return this.#chat;
  }

  connectedCallback(): void {
    clearTimeout(this.#tearDown);
    if (!this.#dock) this.#build();
    rise(this.#dock!, this.placement);
    this.#requestUpdate();
  }

  disconnectedCallback(): void {
    // A move comes back at once; only what stays away is torn down.
    this.#tearDown = setTimeout(() => this.#stop(), TEAR_DOWN_MS);
  }

  /** Its presence tells `moveBefore()` that a move is no end and no beginning. */
  connectedMoveCallback(): void {
    if (this.#dock) rise(this.#dock, this.placement);
  }

  attributeChangedCallback(): void {
    if (this.#dock) this.#requestUpdate();
  }

  /** Opens the panel; resolves when it is there, or when the page prevented it. */
  get open(): () => Promise<void> {
    return () => this.#toggleTo(true);
  }

  /** Frameworks set the attribute `open` through a property of that name. */
  set open(isOpen: boolean) {
    this.toggleAttribute('open', Boolean(isOpen));
  }

  /** Whether the panel is open. */
  get opened(): boolean {
    return this.#isOpen;
  }

  /** Closes the panel; the launcher stays. */
  close(): Promise<void> {
    return this.#toggleTo(false);
  }

  /** Opens the panel if it is closed, and the other way round. */
  toggle(): Promise<void> {
    return this.#toggleTo(!this.#isOpen);
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
    clearTimeout(this.#tearDown);
    this.#stop();
  }

  #build(): void {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(launcherStyles);
    }
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets.push(sheet);
    const dock = (this.#dock = document.createElement('div'));
    this.#launcher = new Launcher(() => void this.#toggleTo(!this.#isOpen, true));
    dock.append(this.#launcher.button);
    shadow.append(dock);
    onIntent(this.#launcher.button, () => this.load !== 'manual' && preload());
    this.#internals = this.attachInternals?.();
    absorb(this, METHODS);
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
    const config = toChatConfig(this);
    if (this.#visit && toIdentity(config) !== this.#identity) {
      this.#stop();
      if (this.#isOpen) void this.#openPanel(false);
    }
    rise(this.#dock!, this.placement);
    this.#render();
    this.#plan(config);
    void this.#toggleTo(this.hasAttribute('open'));
  }

  /** Stage 2 at idle, if the `load` attribute says so. */
  #plan(config: ChatConfig): void {
    this.#cancelIdle();
    const { load } = this;
    const isWanted = load === 'eager' || (load === 'auto' && hasChatted(toScope(config)));
    if (!isWanted || this.#visit) return;
    this.#cancelIdle = onIdle(() => {
      this.#begin().then((visit) => load === 'eager' && visit.prepare(), () => {});
    });
  }

  /** The running chat; begun by the first who needs it. */
  #begin(): Promise<Visit> {
    if (this.#visit) return this.#visit;
    const config = toChatConfig(this);
    this.#identity = toIdentity(config);
    const visit = twice(loadVisit).then(({ beginVisit }) =>
      beginVisit({
        config,
        scope: toScope(config),
        registrations: ChatWidget.#registrations,
        element: this,
        dock: this.#dock!,
        button: this.#launcher!.button,
        emit,
        markChatted,
        panelOptions: () => toPanelOptions(this, this.#view?.config),
        onView: (view) => {
          if (visit !== this.#visit) return;
          this.#view = view;
          this.#render();
        },
        onClose: () => void this.#toggleTo(false),
      }),
    );
    this.#visit = visit;
    visit.then(
      ({ chat }) => {
        if (visit === this.#visit) this.#chat = chat;
      },
      () => {
        if (visit === this.#visit) this.#visit = undefined; // the next call tries again
        emit(this, 'chat-error', { code: 'network', message: 'the chat could not be loaded' });
      },
    );
    return visit;
  }

  async #toggleTo(isOpen: boolean, isGesture = false): Promise<void> {
    if (isOpen === this.#isOpen) return;
    const isAllowed = emit(this, isOpen ? 'chat-open' : 'chat-close', undefined);
    if (isAllowed) this.#isOpen = isOpen;
    this.toggleAttribute('open', this.#isOpen);
    if (!isAllowed) return;
    this.#render();
    if (isOpen) await this.#openPanel(isGesture);
    else (await this.#visit)?.close();
  }

  async #openPanel(isGesture: boolean): Promise<void> {
    preload();
    try {
      const visit = await this.#begin();
      if (this.#isOpen) await visit.open(isGesture);
    } catch {
      // Neither code nor chat: the launcher says so, and the next click tries again.
      this.#isOpen = false;
      this.toggleAttribute('open', false);
      this.#render();
      this.#launcher?.fail();
    }
  }

  #stop(): void {
    this.#cancelIdle();
    this.#visit?.then((visit) => visit.stop(), () => {});
    this.#visit = this.#chat = this.#view = undefined;
    if (!this.isConnected) this.#isOpen = false;
  }

  #render(): void {
    if (!this.#dock) return;
    const { config, availability, connection, unread = 0 } = this.#view ?? {};
    dress(this.#dock, this, config);
    const { brand } = toPanelOptions(this, config);
    this.#launcher?.update({ brand, isOpen: this.#isOpen, unread });
    void this.#visit?.then((visit) => visit.update(), () => {});
    this.#setState('open', this.#isOpen);
    this.#setState('unread', unread > 0);
    this.#setState('offline', availability === 'offline');
    this.#setState('connecting', connection?.status === 'connecting');
  }

  #setState(state: string, isOn: boolean): void {
    const states = this.#internals?.states;
    if (isOn) states?.add(state);
    else states?.delete(state);
  }
}

defineAccessors(ChatWidget.prototype);

/** The text options of the table as properties. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- `defineAccessors` makes them
export interface ChatWidget extends Omit<Options, 'open'> {}
