import { createStore, del, get, promisifyRequest, set, update, type UseStore } from 'idb-keyval';
import type { Storage } from '../core/storage.js';

const DATABASE = 'chat-widget';
const STORE = 'keyval';

/** IndexedDB through idb-keyval: one database, keys prefixed with `scope`. Opened by the first call. */
export function createIdbStorage(scope: string): Storage {
  let opened: UseStore | undefined;
  const store = (): UseStore => (opened ??= createStore(DATABASE, STORE));
  const full = (key: string): string => `${scope}|${key}`;
  return {
    get: async (key) => get(full(key), store()),
    set: async (key, value) => set(full(key), value, store()),
    update: async (key, change) => update(full(key), change, store()),
    delete: async (key) => del(full(key), store()),
    clear: async () =>
      store()('readwrite', (kept) => {
        kept.delete(IDBKeyRange.bound(full(''), full('\uffff')));
        return promisifyRequest(kept.transaction);
      }),
  };
}
