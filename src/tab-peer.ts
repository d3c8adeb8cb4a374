import type { Clock } from './core/clock.js';
import type { ChatConfig } from './core/config.js';
import { Peer } from './core/peer.js';
import type { CreatePeer } from './core/peer-seat.js';
import type { RareCode } from './core/rare-code.js';
import type { ChatState } from './core/state.js';
import type { Store } from './core/store.js';
import { createBrowserTabs } from './storage/browser-tabs.js';
import type { Registrations } from './transports/registrations.js';
import { findTransport } from './transports/registry.js';
import { resolveTransport } from './transports/resolve-transport.js';

export { watchPage } from './watch-page.js';

/** How long an unknown transport may take to be registered once the chat is wanted. */
const REGISTRATION_MS = 5_000;

/** Chunks of their own. */
const code: RareCode = {
  calls: () => import('./core/rare-calls.js'),
  uploads: () => import('./core/upload-parts.js'),
  past: () => import('./core/past.js'),
};

export type TabPeerOptions = { scope: string; clock: Clock; config: ChatConfig; registrations: Registrations; mayKeep: (() => boolean) | undefined };

/** The second half of stage 2, one chunk: what speaks with the tabs of this browser and the backend. */
export async function prepareTabPeer(options: TabPeerOptions): Promise<CreatePeer> {
  const { scope, clock, config, registrations } = options;
  const tabs = await createBrowserTabs(scope, clock, options.mayKeep);
  return (base) =>
    new Peer({
      ...base,
      tabs,
      code,
      createTransport: async (emit) => {
        // No timer for what is known.
        const isKnown = findTransport(config.transport, registrations);
        const patience = isKnown ? undefined : patienceOf(base.store, clock);
        const module = await resolveTransport(config.transport, registrations, patience);
        // Bound late: a page may wrap fetch after us, and must see our calls too.
        const fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args);
        const transport = module.createTransport({ config, emit, clock, fetch, WebSocket: globalThis.WebSocket });
        return config.identityToken ? (await import('./privacy/sign.js')).signed(transport, config) : transport;
      },
    });
}

/** Aborts some seconds after the panel was opened: until then a late registration is no mistake. */
function patienceOf(store: Store, clock: Clock): AbortSignal {
  const control = new AbortController();
  const look = ({ open }: ChatState): void => {
    if (!open) return;
    unsubscribe();
    clock.setTimer(() => control.abort(), REGISTRATION_MS);
  };
  const unsubscribe = store.subscribe(look);
  look(store.state);
  return control.signal;
}
