import type { TransportContext } from '../../core/transport.js';
import { toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';

/**
 * Calls that a conversation can begin without. Each is there from the start, since its presence says
 * "this backend can", and loads its code when it is called; a signal among its values ends the waiting.
 * @param load what the code makes of the session as it is then; called anew by each call
 * @throws ChatError, from every call: `aborted` after a disconnect, also one while the code was on
 * its way; `network`, retryable, when the code did not load; else as the call itself does
 */
export function createLazyCalls<Calls extends object>(
  { context, session }: { context: TransportContext; session: { life: AbortController } },
  names: readonly (keyof Calls)[],
  load: () => Promise<Calls>,
): Calls {
  const delegate = (name: keyof Calls) => async (...values: unknown[]): Promise<unknown> => {
    const { life } = session;
    const signals = values.filter((value) => value instanceof AbortSignal);
    const calls = await loadCode(context.clock, [life.signal, ...signals], load);
    // Disconnected and connected again since: the call was meant for the visitor before.
    if (life !== session.life) throw toAborted();
    return (calls[name] as (...values: unknown[]) => unknown)(...values);
  };
  return Object.fromEntries(names.map((name) => [name, delegate(name)])) as Calls;
}
