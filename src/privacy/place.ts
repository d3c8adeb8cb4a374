import type { Visitor } from '../core/model.js';
import type { Storage } from '../core/storage.js';
import { settleTexts, storageOf } from '../storage/keep.js';
import { markChatted } from '../storage/mark-chatted.js';
import { agreement, askAgain, hasAgreed, readConsent, recallConsent } from './agreement.js';
import { createDevice } from './device.js';
import { createMemoryStorage } from './memory-storage.js';
import { scopeAs } from './scopes.js';
import { takeOver, takeOverSmall } from './take-over.js';

/** Where this chat keeps what it must not lose, as the page and the visitor want it. */
export type Place = {
  storage: Storage;
  /** The backend may be asked: the visitor has agreed, or need not. */
  allowed: Promise<unknown>;
  /** Whether localStorage may be written now. */
  mayMark(): boolean;
  /** Tells the visitor's agreement with the session, now or as soon as there is one. */
  follow(identify: (visitor: Visitor) => Promise<void>): void;
  stop(): void;
};

type Host = HTMLElement & { externalId?: string; visitor?: Visitor | undefined };

export type PlaceOptions = { host: Host; scope: string; externalId: string | undefined };

/** For a chat with `storage`, `consent` or an id of the page's; all others keep in IndexedDB. */
export async function preparePlace({ host, scope, externalId }: PlaceOptions): Promise<Place> {
  const kind = storageOf(host);
  const device = createDevice(kind, scope);
  const memory = new Map<string, unknown>();
  const short = createMemoryStorage(memory);
  const mayKeep = (): boolean => /^(granted)?$/.test(readConsent(host));
  recallConsent(host, scope);
  if (externalId && kind !== 'none' && (mayKeep() || hasAgreed(host, scopeAs(scope, '')))) {
    await (kind === 'local' ? takeOver(host, scope, externalId) : takeOverSmall(kind, scope, device)).catch(() => {});
    // Who agreed before they had a name is not asked again.
    recallConsent(host, scope);
  }
  let current = mayKeep() ? device : short;
  let allow = (): void => {};
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  let identify: ((visitor: Visitor) => Promise<void>) | undefined;
  const tell = (): void => {
    const fields = mayKeep() && agreement(host);
    if (!fields) return;
    host.visitor = { ...host.visitor, fields: { ...host.visitor?.fields, ...fields } };
    identify?.(host.visitor).catch(() => {});
  };
  const look = (): void => {
    if (readConsent(host) !== 'required') allow();
    const next = mayKeep() ? device : short;
    if (next === current) return;
    current = next;
    if (next === short) return;
    for (const [key, value] of memory) settle(device, key, value).catch(() => {});
    if (kind === 'local' && memory.has('outbox')) markChatted(scope, true);
    memory.clear();
    settleTexts(host);
    tell();
  };
  const control = new AbortController();
  // The visitor has agreed in another tab.
  addEventListener('storage', ({ newValue }) => newValue && recallConsent(host, scope), control);
  const observer = new MutationObserver(look);
  observer.observe(host, { attributeFilter: ['consent'] });
  look();

  return {
    storage: {
      get: (key) => current.get(key),
      set: (key, value) => current.set(key, value),
      update: (key, change) => current.update(key, change),
      delete: (key) => current.delete(key),
      clear: () => Promise.all([short.clear(), current.clear()]).then(() => {}),
    },
    allowed,
    mayMark: () => kind === 'local' && mayKeep(),
    follow(tells) {
      identify = tells;
      tell();
    },
    stop() {
      control.abort();
      observer.disconnect();
      // Another visitor's now, who has not been asked.
      if (externalId && host.externalId !== externalId) askAgain(host);
      (device as { stop?: () => void }).stop?.();
    },
  };
}

/** What waited for the answer. Another tab, where they agreed before, may have unsent words on the device. */
async function settle(device: Storage, key: string, value: unknown): Promise<void> {
  if (key !== 'outbox') return device.set(key, value);
  await device.update<unknown[]>(key, (kept = []) => [...kept, ...(value as unknown[])]);
}
