import { ChatError } from '../core/errors.js';
import type { TransportModule } from '../core/transport.js';
import type { LoadTransport, Registrations } from './registrations.js';
import { findTransport } from './registry.js';

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
  try {
    const load = findTransport(name, registrations) ?? (await untilRegistered(name, registrations, signal));
    // Chromium fetches again after a failure; Firefox remembers an HTTP error until the page is
    // left, so that there the second try only helps loaders of the page's own.
    return await load().catch(load);
  } catch (cause) {
    if (cause instanceof ChatError) throw cause;
    const message = `the code of transport "${name}" did not load`;
    throw new ChatError('network', message, { retryable: true, cause });
  }
}

/** Few pages need the code for it. */
async function untilRegistered(...args: [string, Registrations, AbortSignal?]): Promise<LoadTransport> {
  const { awaitRegistration } = await import('./await-registration.js');
  return awaitRegistration(...args);
}
