import { ChatError } from '../core/errors.js';
import type { LoadTransport, Registrations } from './registrations.js';
import { builtInNames, findTransport } from './registry.js';

/**
 * What loads a transport that nobody knows yet: a page may register it after the widget has come.
 * @throws ChatError `config` when `signal` ends the waiting
 */
export function awaitRegistration(
  name: string,
  registrations: Registrations,
  signal?: AbortSignal,
): Promise<LoadTransport> {
  const { watchers } = registrations;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      watchers.delete(look);
      signal?.removeEventListener('abort', onAbort);
    };
    const look = (): void => {
      const load = findTransport(name, registrations);
      if (!load) return;
      stop();
      resolve(load);
    };
    const onAbort = (): void => {
      stop();
      const help = `register it with registerTransport, or use one of ${builtInNames()}`;
      reject(new ChatError('config', `transport "${name}" is not known: ${help}`));
    };
    watchers.add(look);
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
    look(); // registered while this code was on its way
  });
}
