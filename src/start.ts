import type { ChatNotice } from './core/chat.js';
import { ChatClient } from './core/client.js';
import type { ChatConfig } from './core/config.js';
import type { ChatState } from './core/state.js';
import { currentPage } from './current-page.js';
import { createIdbStorage } from './storage/idb-storage.js';
import { markChatted } from './storage/mark-chatted.js';
import { systemClock } from './system-clock.js';
import type { Registrations } from './transports/registrations.js';
import { preloadTransport } from './transports/registry.js';

export type StartOptions = {
  host: HTMLElement;
  config: ChatConfig;
  scope: string;
  registrations: Registrations;
  onSend(localId: string): boolean;
  onNotice(notice: ChatNotice): void;
  onState(state: ChatState, unread: number): void;
};

export type Started = {
  chat: ChatClient;
  /** Resolves when what the device kept of the chat is shown. */
  restored: Promise<void>;
  stop(): void;
};

/** Composition root of stage 2: builds the client and joins it to the browser. */
export async function start(options: StartOptions): Promise<Started> {
  const { host, config, scope, registrations, onSend, onNotice, onState } = options;
  const clock = systemClock;
  preloadTransport(config.transport, registrations);
  const { externalId, options: said } = config;
  // Most pages want nothing special.
  const place =
    externalId || said['storage'] || said['consent']
      ? await (await import('./privacy/place.js')).preparePlace({ host, scope, externalId })
      : undefined;
  let isStopped = false;
  let unwatch = (): void => {};
  const client = new ChatClient({
    config,
    clock,
    page: currentPage(host),
    storage: place?.storage ?? createIdbStorage(scope),
    onNotice,
    loadPeer: async () => {
      await place?.allowed;
      const { prepareTabPeer, watchPage } = await import('./tab-peer.js');
      const createPeer = await prepareTabPeer({ scope, clock, config, registrations, mayKeep: place?.mayMark });
      unwatch();
      if (!isStopped) unwatch = watchPage(client, host);
      return createPeer;
    },
    onSend: (localId) => {
      const isAllowed = onSend(localId);
      if (isAllowed && (place?.mayMark() ?? true)) markChatted(scope, true);
      return isAllowed;
    },
  });
  const unsubscribe = client.subscribe((state) => onState(state, client.unread));
  return {
    chat: client,
    restored: client.start().then(() => place?.follow((visitor) => client.identify(visitor))),
    stop() {
      isStopped = true;
      unwatch();
      unsubscribe();
      client.stop();
      place?.stop();
    },
  };
}
