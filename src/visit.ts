import { toChatConfig } from './chat-config.js';
import type { TextOption } from './config.js';
import type { Chat, ChatNotice } from './core/chat.js';
import type { ServerConfig } from './core/config.js';
import type { ChatState } from './core/state.js';
import { emit, type ChatEventDetails } from './events.js';
import { LauncherView } from './launcher/launcher-view.js';
import { start, type Started } from './start.js';
import type { Registrations } from './transports/registrations.js';
import type { PanelHandle, PanelOptions } from './ui/panel-options.js';

/**
 * What a visit needs of its element. Functions of stage 1 come in by name: an import of theirs
 * would make this chunk ask for the entry script a second time.
 */
export type VisitOptions = {
  element: HTMLElement;
  dock: HTMLElement;
  button: HTMLButtonElement;
  internals: ElementInternals | undefined;
  scope: string;
  registrations: Registrations;
  option(name: TextOption): string;
  panelOptions(server?: ServerConfig): PanelOptions;
  launcherName(server?: ServerConfig): string;
  markChatted(scope: string, on: boolean): void;
  /** The backend's config has changed: the element dresses anew. */
  onServer(server: ServerConfig): void;
};

const loadPanel = () => import('./ui/mount-panel.js');

/** Fetches the code of the panel; runs nothing. */
export const preloadPanel = (): void => void loadPanel().catch(() => {});

/** Stages 2 and 3 behind one element: the running chat, the panel, and what the launcher tells of them. */
export class Visit {
  #options: VisitOptions;
  #view: LauncherView;
  #started: Started | undefined;
  #panel: PanelHandle | undefined;
  #state: ChatState | undefined;
  #unread = 0;
  #isOpen = false;
  /** Who opens twice waits for the same panel. */
  #opening: Promise<void> | undefined;
  #isStopped = false;

  private constructor(options: VisitOptions) {
    this.#options = options;
    this.#view = new LauncherView(options.button, options.internals);
  }

  /** Resolves when the chat runs: what the device kept has been read. */
  static async begin(options: VisitOptions): Promise<Visit> {
    const visit = new Visit(options);
    const { element, option, panelOptions, scope, registrations, markChatted } = options;
    visit.#started = await start({
      config: toChatConfig(element, option, panelOptions().locale),
      scope,
      registrations,
      markChatted,
      onSend: (localId) => emit(element, 'chat-send', { localId }),
      onNotice: (notice) => visit.#tell(notice),
      onState: (state, unread) => visit.#see(state, unread),
    });
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
    this.#started!.prepare();
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
    this.#started!.setOpen(false);
    if (hadFocus) button.focus();
    emit(element, 'chat-closed', undefined);
  }

  /** The element's options have changed. */
  update(): void {
    this.#panel?.update(this.#panelOptions());
    this.#render();
  }

  stop(): void {
    this.#isStopped = true;
    this.#isOpen = false;
    this.#unread = 0;
    this.#state = undefined;
    this.#render();
    this.#panel?.remove();
    this.#started!.stop();
  }

  async #open(isGesture: boolean): Promise<void> {
    const { dock, element, button } = this.#options;
    // Firefox remembers a failed load; Chromium asks the network again.
    const { mountPanel } = await loadPanel().catch(loadPanel);
    if (this.#isStopped || !this.#isOpen) return;
    const onClose = (): void => void this.toggle(false);
    this.#panel ??= mountPanel(dock, { chat: this.chat, options: this.#panelOptions(), onClose });
    // Only now is there something with that id.
    button.setAttribute('aria-controls', 'panel');
    this.#started!.setOpen(true);
    if (isGesture) this.#panel.focus();
    emit(element, 'chat-opened', undefined);
  }

  #panelOptions(): PanelOptions {
    return this.#options.panelOptions(this.#state?.config);
  }

  #see(state: ChatState, unread: number): void {
    if (this.#isStopped) return;
    const before = this.#state;
    const hadUnread = this.#unread;
    this.#state = state;
    this.#unread = unread;
    if (before?.config !== state.config) this.#options.onServer(state.config);
    this.#render();
    if (unread !== hadUnread) {
      emit(this.#options.element, 'chat-unread-changed', { count: unread });
    }
  }

  #tell(notice: ChatNotice): void {
    const { element } = this.#options;
    if (notice.type === 'error') {
      const { code, message } = notice.error;
      emit(element, 'chat-error', { code, message });
      return;
    }
    if (notice.type === 'forgotten') return this.#options.markChatted(this.#options.scope, false);
    const { type, ...detail } = notice;
    emit(element, `chat-${type}`, detail as ChatEventDetails['chat-message-received']);
  }

  #render(): void {
    this.#view.update({
      name: this.#options.launcherName(this.#state?.config),
      isOpen: this.#isOpen,
      unread: this.#unread,
      isOffline: this.#state?.availability === 'offline',
      isConnecting: this.#state?.connection.status === 'connecting',
    });
  }
}
