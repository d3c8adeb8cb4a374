import type { Storage } from '../core/storage.js';
import { keptTexts, dropTexts, places, prefixOf } from '../storage/keep.js';
import { dropOtherCookies } from './cookie-storage.js';
import { createDevice } from './device.js';
import { openDevice, otherVisitors, readDevice, scopeAs } from './scopes.js';
import { sendAway } from './send-away.js';

/**
 * A visitor has got a name: what the nameless one of this device said becomes theirs, once, and what
 * this device kept of other visitors goes. Other tabs that still show either are told.
 */
export async function takeOver(host: Element, scope: string, externalId: string): Promise<void> {
  for (const other of await otherVisitors(scope)) await sendAway(other);
  const nameless = scopeAs(scope, '');
  const found = await readDevice(nameless, true);
  // Words that were only typed are somebody's, too.
  if (!found.size && !Object.keys(keptTexts(nameless)).length) return;
  const own = await readDevice(scope);
  // It was somebody's already, by `identify()`: never another's.
  const owner = found.get('owner');
  const isTheirs = [undefined, externalId].includes(owner as string | undefined);
  // Two threads can only be joined by a backend that is shown a proof.
  const isSigned = Boolean((host as { identityToken?: unknown }).identityToken ?? host.getAttribute('identity-token'));
  if (isTheirs && (isSigned || !own.has('session'))) {
    const outbox = [...((found.get('outbox') as unknown[]) ?? []), ...((own.get('outbox') as unknown[]) ?? [])];
    if (outbox.length) found.set('outbox', outbox);
    if (found.size) await write(scope, found);
    moveTexts(nameless, scope);
  }
  await sendAway(nameless);
}

const write = (scope: string, values: Map<string, unknown>): Promise<void> =>
  openDevice()('readwrite', (store) => {
    for (const [key, value] of values) store.put(value, `${scope}|${key}`);
    return new Promise<void>((resolve, reject) => {
      store.transaction.oncomplete = () => resolve();
      store.transaction.onabort = store.transaction.onerror = () => reject(store.transaction.error ?? new Error('aborted'));
    });
  });

/** The same where the conversation lies in this tab or in a cookie: no thread of another's is left to be found. */
export async function takeOverSmall(kind: string, scope: string, device: Storage): Promise<void> {
  for (const other of await otherVisitors(scope)) await sendAway(other);
  if (kind === 'cookie') await takeFrom(kind, scope, device).finally(() => dropOtherCookies(scope));
  else await takeFrom(kind, scope, device);
}

async function takeFrom(kind: string, scope: string, device: Storage): Promise<void> {
  const nameless = scopeAs(scope, '');
  const from: Storage & { stop?: () => void } = createDevice(kind, nameless);
  const found = { session: await from.get('session'), outbox: await from.get('outbox') };
  from.stop?.();
  if (!found.session && !Object.keys(keptTexts(nameless)).length) return;
  if (!(await device.get('session'))) {
    for (const [key, value] of Object.entries(found)) if (value) await device.set(key, value);
    moveTexts(nameless, scope);
  }
  await sendAway(nameless);
}

/** Each in its own place: what was for the tab alone stays so. */
function moveTexts(from: string, to: string): void {
  for (const place of places()) {
    for (const [key, value] of Object.entries(place)) {
      if (!key.startsWith(prefixOf(from))) continue;
      const name = key.slice(prefixOf(from).length);
      // Counted for the tabs of that scope alone; the conversation goes its own way.
      if (/^(epoch|lease|session|outbox)$/.test(name)) continue;
      try {
        place.setItem(prefixOf(to) + name, String(value));
      } catch {
        // Full or blocked: a draft less.
      }
    }
  }
  dropTexts(from);
}
