import { toChatError } from '../../../core/errors.js';
import type { HistoryPage, Resume } from '../../../core/transport.js';
import { toResume } from './rest-caller.js';
import { openLive } from './rest-live.js';
import type { LiveTools } from './rest-tools.js';
import { id, shape } from '../readers.js';

const toTicket = shape({ token: id }, { visitorId: id, cursor: id });

/** Where a visitor left: who they were, and up to where they had been told everything. */
export type Ticket = Partial<NonNullable<ReturnType<typeof toTicket>>>;

/**
 * A session, then newest history and live events side by side, from where the visitor left. A token
 * that is no longer taken gives a new visitor, once.
 * @param enter opens the session, which knows then who the visitor is; answers where new events begin
 * @returns what was entered, the history, and what lets the events flow; rejects with the ChatError
 * of the first call that fails
 */
export async function returnTo<T extends { cursor?: string }>(
  tools: LiveTools,
  resume: Resume | undefined,
  enter: (ticket: Ticket) => Promise<T>,
  loadNewest: () => Promise<HistoryPage>,
  signal: AbortSignal,
): Promise<{ entered: T; history: HistoryPage; start: () => void }> {
  const { context, session } = tools;
  const before: Ticket = toTicket(resume, { base: '', now: 0 }) ?? {};
  const entered = await enter(before).catch((error: unknown) => {
    if (!before.token || toChatError(error).code !== 'auth') throw error;
    return enter({});
  });
  // A cursor belongs to one visitor: another one's would replay a stranger's log.
  const mine = session.visitorId === before.visitorId ? before.cursor : undefined;
  session.cursor = mine ?? entered.cursor;
  const [history, read] = await Promise.all([
    loadNewest(),
    openLive(tools, session.cursor, signal).catch((error: unknown) => {
      if (!mine || toChatError(error).code !== 'cursor-expired') throw error;
      return openLive(tools, (session.cursor = entered.cursor), signal);
    }),
  ]);
  // Whoever comes back and is not served from where they left has missed something.
  const gap = before.token && (!mine || session.cursor !== mine);
  return {
    entered,
    history,
    start() {
      if (gap) context.emit({ type: 'gap' }, toResume(session));
      read();
    },
  };
}
