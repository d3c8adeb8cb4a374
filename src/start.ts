import type { Chat, ChatNotice } from './core/chat.js';
import { ChatClient } from './core/client.js';
import type { ChatConfig } from './core/config.js';
import type { LeaderOptions } from './core/leader.js';
import { selectUnread } from './core/selectors.js';
import type { ChatState } from './core/state.js';
import { createBrowserTabs } from './storage/browser-tabs.js';
import { createIdbStorage } from './storage/idb-storage.js';
import { systemClock } from './system-clock.js';
import type { Registrations } from './transports/registrations.js';
import { resolveTransport } from './transports/registry.js';
import { currentPage, watchPage } from './watch-page.js';

/** How long an unknown transport may take to be registered once the chat is wanted. */
const REGISTRATION_MS = 5_000;

export type StartOptions = {
  config: ChatConfig;
  scope: string;
  registrations: Registrations;
  /** Keeps in mind that somebody has chatted here. */
  markChatted(scope: string, on: boolean): void;
  onSend(localId: string): boolean;
  onNotice(notice: ChatNotice): void;
  onState(state: ChatState, unread: number): void;
};

export type Started = {
  chat: Chat;
  setOpen(isOpen: boolean): void;
  prepare(): void;
  stop(): void;
};

const loadLeader = async () => {
  const { Leader } = await import('./core/leader.js');
  return (options: LeaderOptions) => new Leader(options);
};

/** Composition root of stage 2: builds the client and joins it to the browser. */
export async function start(options: StartOptions): Promise<Started> {
  const { config, scope, registrations, markChatted, onSend, onNotice, onState } = options;
  const clock = systemClock;
  const client = new ChatClient({
    config,
    clock,
    page: currentPage(),
    storage: createIdbStorage(scope),
    tabs: createBrowserTabs(scope, clock),
    onNotice,
    loadLeader,
    onSend: (localId) => {
      const isAllowed = onSend(localId);
      if (isAllowed) markChatted(scope, true);
      return isAllowed;
    },
    createTransport: async (emit) => {
      const module = await resolveTransport(config.transport, registrations, patienceOf(client));
      // Bound late: a page may wrap fetch after us, and must see our calls too.
      const fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args);
      return module.createTransport({ config, emit, clock, fetch, WebSocket: globalThis.WebSocket });
    },
  });
  const unsubscribe = client.subscribe((state) => onState(state, selectUnread(state).length));
  await client.start();
  const unwatch = watchPage(client);
  return {
    chat: client,
    setOpen: (isOpen) => client.setOpen(isOpen),
    prepare: () => client.prepare(),
    stop() {
      unwatch();
      unsubscribe();
      client.stop();
    },
  };
}

/** Aborts some seconds after the panel was opened: until then a late registration is no mistake. */
function patienceOf(client: ChatClient): AbortSignal {
  const control = new AbortController();
  const look = ({ open }: ChatState): void => {
    if (!open) return;
    unsubscribe();
    systemClock.setTimer(() => control.abort(), REGISTRATION_MS);
  };
  const unsubscribe = client.subscribe(look);
  look(client.state);
  return control.signal;
}
