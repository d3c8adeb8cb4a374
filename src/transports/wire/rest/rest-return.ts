import { toChatError } from '../../../core/errors.js';
import type { HistoryPage, TransportContext } from '../../../core/transport.js';
import { toResume, type RestSession } from './rest-caller.js';
import type { OpenLive } from './rest-live.js';

/** Where a visitor left: who they were, and up to where they had been told everything. */
export type Ticket = { token?: string; visitorId?: string; cursor?: string };

/**
 * Newest history and live events side by side, from where the visitor left. The session knows by now
 * who they are.
 * @param newest the cursor that opening the session answered
 * @returns the history, and what lets the events flow; rejects with the ChatError of what failed
 */
export async function returnTo(
  { context, session, open }: { context: TransportContext; session: RestSession; open: OpenLive },
  before: Ticket,
  newest: string | undefined,
  loadNewest: () => Promise<HistoryPage>,
  signal: AbortSignal,
): Promise<{ history: HistoryPage; start(): void }> {
  // A cursor belongs to one visitor: another one's would replay a stranger's log.
  const mine = session.visitorId === before.visitorId ? before.cursor : undefined;
  session.cursor = mine ?? newest;
  const [history, read] = await Promise.all([
    loadNewest(),
    open(session.cursor, signal).catch((error: unknown) => {
      if (!mine || toChatError(error).code !== 'cursor-expired') throw error;
      return open((session.cursor = newest), signal);
    }),
  ]);
  // Whoever comes back and is not served from where they left has missed something.
  const gap = before.token && (!mine || session.cursor !== mine);
  return {
    history,
    start() {
      if (gap) context.emit({ type: 'gap' }, toResume(session));
      read();
    },
  };
}
