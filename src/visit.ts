import type { Chat, ChatNotice } from './core/chat.js';
import type { ChatState } from './core/state.js';
import type { emit } from './events.js';
import { start, type StartOptions } from './start.js';
import type { PanelHandle, PanelOptions } from './ui/panel-options.js';

/** What the launcher and the host element show of the conversation. */
export type View = Pick<ChatState, 'config' | 'availability' | 'connection'> & { unread: number };

/** Functions come in by name: an import would make this chunk ask for the entry script again. */
export type VisitOptions = Pick<StartOptions, 'config' | 'scope' | 'registrations' | 'markChatted'> & {
  element: HTMLElement;
  dock: HTMLElement;
  button: HTMLElement;
  emit: typeof emit;
  panelOptions(): PanelOptions;
  onView(view: View): void;
  /** The visitor asks in the panel to close it. */
  onClose(): void;
};

export type Visit = {
  chat: Chat;
  /** Asks for config and availability without making a visitor. */
  prepare(): void;
  /** Shows the panel; `isGesture`: the visitor asked for it, so the focus may move. */
  open(isGesture: boolean): Promise<void>;
  close(): void;
  /** The element's options have changed. */
  update(): void;
  stop(): void;
};

const loadPanel = () => import('./ui/mount-panel.js');

/** Stage 2 behind one element: the running chat, and the panel once it is opened. */
export async function beginVisit(options: VisitOptions): Promise<Visit> {
  const { element, dock, button, emit, panelOptions, onView, onClose } = options;
  let panel: PanelHandle | undefined;
  let isOpen = false;
  let isStopped = false;
  let view: View | undefined;

  const see = ({ config, availability, connection }: ChatState, unread: number): void => {
    const before = view;
    view = { config, availability, connection, unread };
    const isSame =
      before?.config === config &&
      before.availability === availability &&
      before.connection === connection &&
      before.unread === unread;
    if (!isSame && !isStopped) onView(view);
    if (unread !== (before?.unread ?? 0)) emit(element, 'chat-unread-changed', { count: unread });
  };

  const tell = (notice: ChatNotice): void => {
    if (notice.type === 'error') {
      const { code, message } = notice.error;
      emit(element, 'chat-error', { code, message });
    } else if (notice.type === 'message-sent') {
      const { type: _, ...detail } = notice;
      emit(element, 'chat-message-sent', detail);
    } else {
      const { type: _, ...detail } = notice;
      emit(element, 'chat-message-received', detail);
    }
  };

  const started = await start({
    ...options,
    onSend: (localId) => emit(element, 'chat-send', { localId }),
    onNotice: tell,
    onState: see,
  });
  const { chat } = started;

  return {
    chat,
    prepare: started.prepare,
    async open(isGesture) {
      isOpen = true;
      // Firefox remembers a failed load; Chromium asks the network again.
      const { mountPanel } = await loadPanel().catch(loadPanel);
      if (isStopped || !isOpen) return;
      panel ??= mountPanel(dock, { chat, options: panelOptions(), onClose });
      // Only now is there something with that id.
      button.setAttribute('aria-controls', 'panel');
      started.setOpen(true);
      if (isGesture) panel.focus();
      emit(element, 'chat-opened', undefined);
    },
    close() {
      isOpen = false;
      const hadFocus = element.shadowRoot?.activeElement;
      started.setOpen(false);
      if (hadFocus) button.focus();
      emit(element, 'chat-closed', undefined);
    },
    update: () => panel?.update(panelOptions()),
    stop() {
      isStopped = true;
      panel?.remove();
      started.stop();
    },
  };
}

/** Fetches the code of the panel; runs nothing. */
export const preloadPanel = (): void => void loadPanel().catch(() => {});
