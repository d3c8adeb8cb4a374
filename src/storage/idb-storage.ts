import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Storage } from '../core/storage.js';

const DATABASE = 'chat-widget';
const STORE = 'keyval';

/** IndexedDB through idb-keyval: one database, keys prefixed with `scope`. Opened by the first call. */
export function createIdbStorage(scope: string): Storage {
  let opened: UseStore | undefined;
  const full = (key: string): string => `${scope}|${key}`;
  const store: UseStore = (mode, run) => (opened ??= createStore(DATABASE, STORE))(mode, run);
  const read = async <T>(kept: IDBObjectStore, key: string): Promise<T | undefined> => promisifyRequest(kept.get(full(key)));
  /** Resolves when the change is on the device. */
  const write = async (change: (kept: IDBObjectStore) => unknown): Promise<void> =>
    store('readwrite', async (kept) => {
      await change(kept);
      await promisifyRequest(kept.transaction);
    });
  return {
    get: async <T>(key: string) => store('readonly', (kept) => read<T>(kept, key)),
    set: (key, value) => write((kept) => kept.put(value, full(key))),
    // One transaction: nobody else writes in between.
    update: (key, change) => write(async (kept) => kept.put(change(await read(kept, key)), full(key))),
    delete: (key) => write((kept) => kept.delete(full(key))),
    clear: () => write((kept) => kept.delete(IDBKeyRange.bound(full(''), full('\uffff')))),
  };
}
