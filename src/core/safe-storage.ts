import type { Clock } from './clock.js';
import type { Storage } from './storage.js';

const PATIENCE_MS = 1_000;

/**
 * Storage that cannot fail: what the device refuses is kept in memory, and `onLost` is called once.
 * A device that hangs is not asked again, since every further wait would hold up a message.
 */
export function createSafeStorage(storage: Storage, clock: Clock, onLost: () => void): Storage {
  const memory = new Map<string, unknown>();
  let isHung = false;
  let isLost = false;

  const lose = (): void => {
    if (isLost) return;
    isLost = true;
    onLost();
  };

  function inTime<T>(run: () => Promise<T>): Promise<T> {
    if (isHung) return Promise.reject(new Error('storage hangs'));
    return new Promise<T>((resolve, reject) => {
      const cancel = clock.setTimer(() => {
        isHung = true;
        reject(new Error('storage hangs'));
      }, PATIENCE_MS);
      const settle = <A>(next: (value: A) => void) => (value: A): void => {
        cancel();
        next(value);
      };
      run().then(settle(resolve), settle(reject));
    });
  }

  /** Runs on the device; `fallback` serves when it refuses. */
  async function attempt<T>(run: () => Promise<T>, fallback: () => T): Promise<T> {
    try {
      return await inTime(run);
    } catch {
      lose();
      return fallback();
    }
  }

  return {
    get: <T>(key: string) =>
      memory.has(key)
        ? Promise.resolve(memory.get(key) as T | undefined)
        : attempt<T | undefined>(() => storage.get<T>(key), () => undefined),
    set: (key, value) =>
      attempt(
        async () => {
          await storage.set(key, value);
          memory.delete(key);
        },
        () => void memory.set(key, value),
      ),
    update: async <T>(key: string, change: (value: T | undefined) => T) => {
      let last: T | undefined;
      if (memory.has(key)) memory.set(key, change(memory.get(key) as T | undefined));
      else
        await attempt(
          () => storage.update<T>(key, (value) => (last = change(value))),
          () => void memory.set(key, last ?? change(undefined)),
        );
    },
    delete: async (key) => {
      memory.delete(key);
      await attempt(() => storage.delete(key), () => undefined);
    },
    clear: async () => {
      memory.clear();
      await attempt(() => storage.clear(), () => undefined);
    },
  };
}
