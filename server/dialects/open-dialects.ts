import type { ChatService } from '../conversation/chat-service.js';
import type { ConnectionSettings, Dialect } from './dialect.js';
import { dialects } from './dialects.js';

/** The options of every dialect, kept over restarts. */
export class DialectOptions {
  readonly #byName = new Map<string, Record<string, unknown>>();

  constructor(given: Record<string, Record<string, unknown>> = {}) {
    for (const [name, options] of Object.entries(given)) this.#byName.set(name, { ...options });
  }

  /** The one object of that dialect; it changes in place. */
  of(name: string): Record<string, unknown> {
    const options = this.#byName.get(name) ?? {};
    this.#byName.set(name, options);
    return options;
  }
}

/** Every dialect over one service. */
export function openDialects(
  service: ChatService,
  settings: ConnectionSettings,
  options: DialectOptions,
): ReadonlyMap<string, Dialect> {
  return new Map(
    Object.entries(dialects).map(([name, create]) => [name, create(service, { ...settings, options: options.of(name) })]),
  );
}
