import type { TransportModule } from '../core/transport.js';

/** Loads the module of a transport; called again after it failed. */
export type LoadTransport = () => Promise<TransportModule>;

/**
 * The transports that pages have registered. It belongs to the element class (stage 1), which hands
 * it to stage 2: a module-level map would make the lazy chunks import the entry again, or have one
 * of its own.
 */
export class Registrations {
  #loads = new Map<string, LoadTransport>();
  #watchers = new Set<() => void>();

  /** Case does not matter. The last registration of a name wins, built-in names included. */
  add(name: string, load: LoadTransport): void {
    this.#loads.set(name.toLowerCase(), load);
    for (const watcher of [...this.#watchers]) watcher();
  }

  find(name: string): LoadTransport | undefined {
    return this.#loads.get(name.toLowerCase());
  }

  /** Calls `watcher` after every registration; the answer ends that. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }
}
