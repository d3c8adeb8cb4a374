import type { ChatState } from '../core/state.js';

/** Whether a form may be needed: only then the code of forms is fetched, and that knows. */
export function mayAsk({ availability, config }: ChatState, host: Element & { forms?: unknown; hours?: unknown }): boolean {
  const { registration, handOff, offline } = Object(config.forms) as Record<string, unknown>;
  const isAway =
    availability === 'offline' &&
    (offline || config.messages?.offlineUnavailable || host.hours || host.matches('[hours],[when-offline],[offline-endpoint]'));
  return !!(registration || handOff || isAway || host.forms || host.matches('[forms],[fields]'));
}
