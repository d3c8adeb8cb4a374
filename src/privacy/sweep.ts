import { toRetentionMs } from '../core/retention.js';
import { otherVisitors, readDevice } from './scopes.js';
import { wipe } from './send-away.js';

type Session = { messages?: { createdAt: number }[] };

/**
 * What visitors with a name have left here has its time, too, where they never come back: the chat of a
 * nameless one removes what is too old. (That of another with a name removes all of it at once.)
 */
export async function sweep(host: Element, scope: string): Promise<void> {
  const oldest = Date.now() - toRetentionMs(host.getAttribute('retention-days') ?? '');
  for (const other of await otherVisitors(scope)) {
    const { messages = [] } = ((await readDevice(other)).get('session') ?? {}) as Session;
    const newest = messages.at(-1);
    if (newest && newest.createdAt < oldest) await wipe(other);
  }
}
