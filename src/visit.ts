import { toChatConfig, type HostElement } from './chat-config.js';
import type { Chat, ChatNotice } from './core/chat.js';
import type { ChatConfig, ServerConfig } from './core/config.js';
import type { ChatError } from './core/errors.js';
import type { ChatState } from './core/state.js';
import type { AfterStart } from './after-start.js';
import { emit, type ChatEventDetails } from './events.js';
import type { Words } from './i18n/load-words.js';
import { start, type Started } from './start.js';
import { markChatted } from './storage/mark-chatted.js';
import type { Registrations } from './transports/registrations.js';
import type { PanelHandle, PanelOptions } from './ui/panel-options.js';

/**
 * What a visit needs of its element. Functions of stage 1 come in by name: an import of theirs
 * would make this chunk ask for the entry script a second time.
 */
export type VisitOptions = {
  element: HostElement;
  dock: HTMLElement;
  button: HTMLButtonElement;
  internals: ElementInternals | undefined;
  scope: string;
  registrations: Registrations;
  /** Dresses the box by the element's options and the backend's config; answers the launcher's name. */
  dress(server?: ServerConfig): string;
  /** False once the element is another conversation's: this one then touches nothing of it. */
  isCurrent(): boolean;
};

const loadPanel = () => import('./ui/mount-panel.js');
const loadAfter = () => import('./after-start.js');

/** Somebody is about to open a panel. */
let isExpected = false;

/** Fetches the code of the panel; shows nothing. */
export function preloadPanel(): void {
  isExpected = true;
  loadPanel().catch(() => {});
}

/** Stages 2 and 3 behind one element: the running chat, the panel, and what the launcher tells of them. */
export class Visit {
  #options: VisitOptions;
  #config: ChatConfig;
  #started: Started | undefined;
  #panel: PanelHandle | undefined;
  #state: ChatState | undefined;
  #name: string;
  /** Of another language than English, or the page's own; which language was asked for last. */
  #words: Words | undefined;
  #lang = '';
  #unread = 0;
  #isOpen = false;
  /** Who opens twice waits for the same panel. */
  #opening: Promise<void> | undefined;
  #isStopped = false;
  /** Comes behind the start. */
  #after: AfterStart | undefined;

  private constructor(options: VisitOptions) {
    this.#options = options;
    this.#name = options.dress();
    this.#config = toChatConfig(options.element, options.dock.lang);
    void this.#translate();
  }

  /** Resolves when the chat runs: what the device kept has been read. */
  static async begin(options: VisitOptions): Promise<Visit> {
    const visit = new Visit(options);
    const { element, scope, registrations } = options;
    visit.#started = await start({
      host: element,
      config: visit.#config,
      scope,
      registrations,
      onSend: (localId) => emit(element, 'chat-send', { localId }),
      onNotice: (notice) => visit.#tell(notice),
      onState: (state, unread) => visit.#see(state, unread),
    });
    // Drawn, though unseen, while the device answers.
    if (isExpected) visit.#mount().catch(() => {});
    await visit.#started.restored;
    visit.#follow().catch(() => {});
    return visit;
  }

  get chat(): Chat {
    return this.#started!.chat;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Asks for config and availability without making a visitor. */
  prepare(): void {
    this.#started!.chat.prepare();
  }

  /**
   * Opens or closes the panel unless a listener prevents it. `isGesture`: the visitor asked for it,
   * so the focus may move.
   */
  async toggle(isOpen: boolean, isGesture = false): Promise<void> {
    if (this.#isStopped || isOpen === this.#isOpen) return this.#opening;
    const { element, button } = this.#options;
    const isAllowed = emit(element, isOpen ? 'chat-open' : 'chat-close', undefined);
    if (isAllowed) this.#isOpen = isOpen;
    element.toggleAttribute('open', this.#isOpen);
    if (!isAllowed) return;
    this.#render();
    if (isOpen) return (this.#opening = this.#open(isGesture));
    this.#opening = undefined;
    const hadFocus = element.shadowRoot?.activeElement;
    this.#started!.chat.setOpen(false);
    if (hadFocus) button.focus();
    emit(element, 'chat-closed', undefined);
  }

  /** The element's options have changed. */
  update(): void {
    const { dress } = this.#options;
    this.#name = dress(this.#state?.config);
    void this.#translate();
    this.#panel?.update(this.#panelOptions());
    this.#render();
  }

  stop(): void {
    this.#isOpen = false;
    this.#unread = 0;
    this.#state = undefined;
    if (!this.#isOver) this.#render();
    this.#isStopped = true;
    this.#panel?.remove();
    this.#after?.stop();
    const { element, scope } = this.#options;
    const { externalId } = this.#config;
    // The page has logged them out.
    if (externalId && externalId !== element.externalId) import('./privacy/send-away.js').then(({ sendAway }) => sendAway(scope), () => {});
    this.#started!.stop();
  }

  /** Not needed to talk, and none of it is missed where the code does not come. */
  async #follow(): Promise<void> {
    const { afterStart } = await loadAfter().catch(loadAfter);
    if (this.#isOver) return;
    this.#after = afterStart(this.#options, this.chat, this.#config.visitor);
    this.#render();
  }

  async #open(isGesture: boolean): Promise<void> {
    if (await this.#show(isGesture)) emit(this.#options.element, 'chat-opened', undefined);
  }

  /** False where it has been closed meanwhile. */
  async #show(isGesture: boolean): Promise<boolean> {
    await this.#mount();
    if (this.#isStopped || !this.#isOpen) return false;
    // Only now is there something with that id.
    this.#options.button.setAttribute('aria-controls', 'panel');
    this.#started!.chat.setOpen(true);
    if (isGesture) this.#panel!.focus();
    return true;
  }

  async #mount(): Promise<void> {
    const { dock, internals } = this.#options;
    // Firefox remembers a failed load; Chromium asks the network again.
    const { mountPanel } = await loadPanel().catch(loadPanel);
    if (this.#isStopped) return;
    const onClose = (): void => void this.toggle(false);
    this.#panel ??= mountPanel(dock, { chat: this.chat, options: this.#panelOptions(), states: internals?.states, onClose });
  }

  #panelOptions(): PanelOptions {
    const { dock, element } = this.#options;
    return {
      locale: dock.lang,
      dir: dock.dir as PanelOptions['dir'],
      brand: element.brand || this.#state?.config.title || '',
      placement: element.placement as PanelOptions['placement'],
      words: this.#words,
    };
  }

  /** Until other words come, and where they do not, English is said. */
  async #translate(): Promise<void> {
    const { element, dock } = this.#options;
    const { lang } = dock;
    // The page's own words are in a property, or in a child.
    const isPlain = /^en/i.test(lang) && !element.strings && !element.firstElementChild && !this.#words;
    if (isPlain || lang === this.#lang) return;
    this.#lang = lang;
    const words = await import('./i18n/load-words.js').then(({ loadWords }) => loadWords(lang, element)).catch(() => undefined);
    if (this.#isOver || lang !== this.#lang) return;
    this.#words = words;
    this.update();
  }

  #see(state: ChatState, unread: number): void {
    if (this.#isOver) return;
    const { element } = this.#options;
    const before = this.#state;
    const hadUnread = this.#unread;
    this.#state = state;
    this.#unread = unread;
    if (before?.config === state.config) this.#render();
    else this.update();
    if (unread !== hadUnread) {
      emit(element, 'chat-unread-changed', { count: unread });
    }
  }

  #tell(notice: ChatNotice): void {
    const { element, scope } = this.#options;
    if (notice.type === 'forgotten') {
      markChatted(scope, false);
      return void this.#leave(notice.isLogout);
    }
    if (this.#isOver) return;
    if (notice.type === 'error') {
      const { code, message } = notice.error;
      emit(element, 'chat-error', { code, message });
      // What has worked before is no mistake of the page's.
      if (notice.isConnecting && !this.#state?.historyLoaded) this.#advise(notice.error);
      return;
    }
    const { type, ...detail } = notice;
    emit(element, `chat-${type}`, detail as ChatEventDetails['chat-message-received']);
  }

  /** Somebody else may sit here now: what the panel holds goes with them. */
  async #leave(isLogout?: boolean): Promise<void> {
    const { element, scope } = this.#options;
    const hadFocus = Boolean(element.shadowRoot?.activeElement);
    this.#panel?.remove();
    this.#panel = undefined;
    if (this.#isOpen) void this.#show(hadFocus);
    const { left } = await import('./privacy/left.js');
    left(element, scope, isLogout);
  }

  #advise(error: ChatError): void {
    // Where this code does not come either there is nothing to add.
    import('./advice.js').then(({ advise }) => advise(error, this.#config), () => {});
  }

  get #isOver(): boolean {
    return this.#isStopped || !this.#options.isCurrent();
  }

  #render(): void {
    this.#options.button.ariaExpanded = String(this.#isOpen);
    this.#after?.show(this.#name, this.#isOpen, this.#unread, this.#state, this.#words);
  }
}
