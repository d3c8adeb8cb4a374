import type { TransportModule } from '../core/transport.js';

/** Loads the module of a transport; called again after it failed. */
export type LoadTransport = () => Promise<TransportModule>;

/**
 * The transports that pages have registered. It belongs to the element class (stage 1), which hands
 * it to stage 2: a module-level map would make the lazy chunks import the entry again, or have one
 * of its own.
 */
export class Registrations {
  readonly loads = new Map<string, LoadTransport>();
  /** Called after every registration. */
  readonly watchers = new Set<() => void>();

  /** Case does not matter. The last registration of a name wins, built-in names included. */
  add(name: string, load: LoadTransport): void {
    this.loads.set(name.toLowerCase(), load);
    for (const watch of this.watchers) watch();
  }
}
