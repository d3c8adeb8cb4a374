import { dropTexts } from '../storage/keep.js';
import { cookieName, dropCookie } from './cookie-storage.js';
import { hasDevice, openDevice, rangeOf } from './scopes.js';

/** Everything that this device keeps of one visitor goes, and the tabs that show them forget them. */
export async function sendAway(scope: string): Promise<void> {
  tellTabs(scope);
  await wipe(scope);
}

/** As one of them would ask: whichever tab leads obeys. */
export function tellTabs(scope: string): void {
  try {
    const channel = new BroadcastChannel(`chat-widget:${scope}`);
    channel.postMessage({ schema: 1, kind: 'command', from: '', id: 0, name: 'reset', args: [true] });
    // Closed at once it would take the message along in some browsers.
    setTimeout(() => channel.close(), 1_000);
  } catch {
    // Not offered here: then no other tab shows them either.
  }
}

/** What can be reached at once goes at once, whatever IndexedDB does. */
export async function wipe(scope: string): Promise<void> {
  dropTexts(scope);
  dropCookie(cookieName(scope));
  if (scope.startsWith('chatgonow|')) dropOcs();
  if (!(await hasDevice())) return;
  await openDevice()('readwrite', (store) => {
    store.delete(rangeOf(scope));
    return new Promise<void>((resolve) => (store.transaction.oncomplete = store.transaction.onabort = () => resolve()));
  });
}

/** The id that ChatGoNow's own widget keeps too, and by which it would know them again. */
function dropOcs(): void {
  try {
    localStorage.removeItem('ocs_external_id');
    dropCookie('ocs_external_id');
  } catch {
    // Blocked.
  }
}
