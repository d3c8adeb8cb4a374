import type { Storage } from '../core/storage.js';
import { dropTexts, prefixOf } from '../storage/keep.js';
import { createMemoryStorage } from './memory-storage.js';

/** Another tab has sent or discarded a message that this one keeps: each tab has an outbox of its own here. */
type Settled = { kind?: string; action?: { type?: string; localId?: string } };

/**
 * For as long as the tab lives: sessionStorage. Files stay in memory, and so does what does not fit.
 * Other tabs get the conversation from this one while both are open.
 */
export function createTabStorage(scope: string): Storage & { stop(): void } {
  const full = (key: string): string => prefixOf(scope) + key;
  const memory = createMemoryStorage();
  const read = <T>(key: string): T | undefined => {
    const text = sessionStorage.getItem(full(key));
    return text === null ? undefined : (JSON.parse(text) as T);
  };
  const write = (key: string, value: unknown): void => sessionStorage.setItem(full(key), JSON.stringify(value));

  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(`chat-widget:${scope}`) : undefined;
  channel?.addEventListener('message', ({ data }: MessageEvent<Settled | null>) => {
    const { type = '', localId } = data?.action ?? {};
    if (!/acked|discarded/.test(type)) return;
    try {
      const entries = read<{ localId: string }[]>('outbox');
      if (entries) write('outbox', entries.filter((entry) => entry.localId !== localId));
    } catch {
      // Blocked: nothing of it lies here.
    }
  });

  return {
    get: async <T>(key: string) => (await memory.get<T>(key)) ?? read<T>(key),
    set: async (key, value) => (value instanceof Blob ? memory.set(key, value) : write(key, value)),
    update: async <T>(key: string, change: (value: T | undefined) => T) => write(key, change(read<T>(key))),
    async delete(key) {
      await memory.delete(key);
      sessionStorage.removeItem(full(key));
    },
    async clear() {
      await memory.clear();
      dropTexts(scope);
    },
    stop: () => channel?.close(),
  };
}
