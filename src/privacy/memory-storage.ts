import type { Storage } from '../core/storage.js';

/** Keeps nothing beyond the page. */
export function createMemoryStorage(values = new Map<string, unknown>()): Storage {
  return {
    get: async <T>(key: string) => values.get(key) as T | undefined,
    set: async (key, value) => void values.set(key, value),
    update: async <T>(key: string, change: (value: T | undefined) => T) =>
      void values.set(key, change(values.get(key) as T | undefined)),
    delete: async (key) => void values.delete(key),
    clear: async () => values.clear(),
  };
}
