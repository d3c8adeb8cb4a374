import { promisifyRequest } from 'idb-keyval';
import type { Storage } from '../core/storage.js';
import { keptTexts, dropTexts, places, prefixOf, type StorageKind } from '../storage/keep.js';
import { dropOtherCookies } from './cookie-storage.js';
import { createDevice } from './device.js';
import { hasDevice, openDevice, otherVisitors, rangeOf, readAll, scopeAs } from './scopes.js';
import { sendAway } from './send-away.js';

/**
 * A visitor has got a name: what the nameless one of this device said becomes theirs, once, and what
 * this device kept of other visitors goes. Other tabs that still show either are told.
 */
export async function takeOver(host: Element, scope: string, externalId: string): Promise<void> {
  for (const other of await otherVisitors(scope)) await sendAway(other);
  const nameless = scopeAs(scope, '');
  // Two threads can only be joined by a backend that is shown a proof.
  const isSigned = Boolean((host as { identityToken?: unknown }).identityToken ?? host.getAttribute('identity-token'));
  const { isFound, isTheirs } = (await hasDevice()) ? await move(nameless, scope, externalId, isSigned) : NOTHING;
  // Words that were only typed are somebody's, too.
  if (!isFound && !Object.keys(keptTexts(nameless)).length) return;
  if (isTheirs) moveTexts(nameless, scope);
  await sendAway(nameless);
}

const NOTHING = { isFound: false, isTheirs: true };

/** In one transaction: wherever this tab dies, the words lie in one place and in no other. */
const move = (from: string, to: string, externalId: string, isSigned: boolean): Promise<typeof NOTHING> =>
  openDevice()('readwrite', async (store) => {
    const found = await readAll(store, from);
    const own = await readAll(store, to);
    // It was somebody's already, by `identify()`: never another's.
    const isTheirs = [undefined, externalId].includes(found.get('owner') as string | undefined) && (isSigned || !own.has('session'));
    const isFound = found.size > 0;
    const outbox = [found, own].flatMap((kept) => (kept.get('outbox') as unknown[] | undefined) ?? []);
    if (isFound && outbox.length) found.set('outbox', outbox);
    if (isTheirs) for (const [key, value] of found) store.put(value, `${to}|${key}`);
    store.delete(rangeOf(from));
    await promisifyRequest(store.transaction);
    return { isFound, isTheirs };
  });

/** The same where the conversation lies in this tab or in a cookie: no thread of another's is left to be found. */
export async function takeOverSmall(kind: StorageKind, scope: string, device: Storage): Promise<void> {
  for (const other of await otherVisitors(scope)) await sendAway(other);
  if (kind === 'cookie') await takeFrom(kind, scope, device).finally(() => dropOtherCookies(scope));
  else await takeFrom(kind, scope, device);
}

async function takeFrom(kind: StorageKind, scope: string, device: Storage): Promise<void> {
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
