import type { ChatClient } from './core/client.js';
import { currentPage } from './current-page.js';
import type { Host, Told } from './ui/attention/attend.js';

/** Hidden for longer than this, a page may have slept through the death of its connection. */
const ASLEEP_MS = 30_000;

/** Tells the client what happens to the page; the answer ends that. */
export function watchPage(client: ChatClient, host: Element): () => void {
  const control = new AbortController();
  const { signal } = control;
  let hiddenAt = Infinity;

  addEventListener('online', () => client.setNetwork(true), { signal });
  addEventListener('offline', () => client.setNetwork(false), { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) hiddenAt = Date.now();
      else if (Date.now() - hiddenAt > ASLEEP_MS) client.wake();
    },
    { signal },
  );
  for (const type of ['popstate', 'hashchange']) {
    addEventListener(type, () => client.setPage(currentPage(host)), { signal });
  }
  // Before a listener of the page can keep it. The code comes with the first message; without it nothing rings.
  document.addEventListener('chat-message-received', callAttention, { capture: true, signal });
  // An open connection or lock would keep the page out of the back/forward cache.
  addEventListener('pagehide', () => client.stop(), { signal });
  addEventListener('pageshow', (event) => event.persisted && void client.start(), { signal });
  if (!navigator.onLine) client.setNetwork(false);
  return () => control.abort();
}

/** Called by every chat of the page: the code for it knows what was told already. */
function callAttention(event: Event): void {
  const [host] = event.composedPath();
  import('./ui/attention/attend.js').then(({ attend }) => attend(host as Host, (event as CustomEvent<Told>).detail), () => {});
}
