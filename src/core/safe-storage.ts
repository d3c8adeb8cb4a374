import type { Clock } from './clock.js';
import type { Storage } from './storage.js';

const PATIENCE_MS = 1_000;

/**
 * Storage that cannot fail: what the device refuses is kept in memory, and `onLost` is called once.
 * Every change goes to the device all the same, so that one it held before does not come back from
 * the dead after a reload; a device that hung once is no longer waited for.
 */
export function createSafeStorage(storage: Storage, clock: Clock, onLost: () => void): Storage {
  const memory = new Map<string, unknown>();
  let isHung = false;
  let isLost = false;

  const inTime = <T>(running: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const hang = (): void => {
        isHung = true;
        reject(new Error('storage hangs'));
      };
      const cancel = isHung ? hang() : clock.setTimer(hang, PATIENCE_MS);
      running.then(resolve, reject).finally(() => cancel?.());
    });

  /** Runs on the device; `fallback` serves when it refuses. */
  async function attempt<T>(run: () => Promise<T>, fallback: () => T): Promise<T> {
    try {
      return await inTime((async () => run())());
    } catch {
      if (!isLost) onLost();
      isLost = true;
      return fallback();
    }
  }

  return {
    get: async <T>(key: string) =>
      memory.has(key)
        ? (memory.get(key) as T)
        : attempt<T | undefined>(() => storage.get<T>(key), () => undefined),
    set: (key, value) =>
      attempt(
        async () => {
          await storage.set(key, value);
          memory.delete(key);
        },
        () => void memory.set(key, value),
      ),
    async update<T>(key: string, change: (value: T | undefined) => T) {
      const isKept = memory.has(key);
      if (isKept) memory.set(key, change(memory.get(key) as T | undefined));
      let last: T | undefined;
      await attempt(
        () => storage.update<T>(key, (value) => (last = change(value))),
        () => void (isKept || memory.set(key, last ?? change(undefined))),
      );
    },
    delete: (key) => {
      memory.delete(key);
      return attempt(() => storage.delete(key), () => undefined);
    },
    clear: () => {
      memory.clear();
      return attempt(() => storage.clear(), () => undefined);
    },
  };
}
