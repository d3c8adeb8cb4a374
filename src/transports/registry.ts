import { ChatError } from '../core/errors.js';
import type { TransportModule } from '../core/transport.js';
import type { LoadTransport, Registrations } from './registrations.js';

/** Literal specifiers, so that the bundler makes one chunk of each. */
const BUILT_IN: ReadonlyMap<string, LoadTransport> = new Map<string, LoadTransport>([
  ['rest', () => import('./rest/rest.js')],
  ['mock', () => import('./mock/mock.js')],
]);

/**
 * The module of a transport; a name that nobody knows waits until somebody registers it.
 * @param signal ends the waiting; how long to wait is the caller's decision
 * @throws ChatError `config` when the waiting was ended, `network` when the code did not load twice
 */
export async function resolveTransport(
  name: string,
  registrations: Registrations,
  signal?: AbortSignal,
): Promise<TransportModule> {
  const load =
    registrations.find(name) ??
    BUILT_IN.get(name.toLowerCase()) ??
    (await untilRegistered(name, registrations, signal));
  try {
    // Chromium fetches again after a failure; Firefox remembers an HTTP error until the page is
    // left, so that there the second try only helps loaders of the page's own.
    return await load().catch(load);
  } catch (cause) {
    const message = `the code of transport "${name}" did not load`;
    throw new ChatError('network', message, { retryable: true, cause });
  }
}

function untilRegistered(
  name: string,
  registrations: Registrations,
  signal?: AbortSignal,
): Promise<LoadTransport> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      unwatch();
      signal?.removeEventListener('abort', onAbort);
    };
    const unwatch = registrations.watch(() => {
      const load = registrations.find(name);
      if (!load) return;
      stop();
      resolve(load);
    });
    const onAbort = (): void => {
      stop();
      reject(new ChatError('config', `no transport is registered as "${name}"`));
    };
    signal?.addEventListener('abort', onAbort);
    if (signal?.aborted) onAbort();
  });
}
