import type { Outbox } from './outbox.js';
import { toShared } from './reducer.js';
import type { Session } from './session.js';
import type { SharedState } from './state.js';
import type { Store } from './store.js';

export type Kept = { store: Store; session: Session; outbox: Outbox };

/** Shows what the device kept. */
export async function restore({ store, session, outbox }: Kept): Promise<void> {
  const kept = await session.load(null);
  await outbox.load();
  if (kept) adopt(store, kept);
  showQueued(store, outbox);
}

export function adopt(store: Store, kept: Partial<SharedState>): void {
  store.dispatch({ type: 'snapshot/received', shared: { ...toShared(store.state), ...kept } });
}

export function showQueued(store: Store, { entries }: Outbox): void {
  for (const message of entries) store.dispatch({ type: 'message/saving', message });
}
