import { toChatError } from '../../core/errors.js';
import { chooseIo } from './expertflow-detect.js';
import type { EngineVersion } from './expertflow-session.js';
import { openSocket, type LiveSocket, type SocketRequest } from './expertflow-socket.js';
import type { ExpertflowTools } from './expertflow-tools.js';

/** What was learnt of the way to this server; kept while the page lives. */
export type Habits = {
  transport: 'websocket' | 'polling';
  /** Of a server that does not tell; the other one after a failure. */
  guess: EngineVersion;
  /** What was remembered did not work: a resume token must not bring it back for ever. */
  isDistrusted: boolean;
};

/**
 * A connection by the official client that fits: WebSocket first, then long polling, and from then
 * on what worked.
 * @throws ChatError: that of the last try, retryable
 */
export async function connectSocket(
  tools: ExpertflowTools,
  habits: Habits,
  signal: AbortSignal,
  ears: Pick<SocketRequest, 'onEvent' | 'onLost'>,
): Promise<LiveSocket> {
  const { context, session } = tools;
  if (habits.isDistrusted) session.eio = undefined;
  const open = await chooseIo(context, session, habits.guess, signal);
  const { origin, pathname } = new URL(session.base);
  const request = { open, origin, path: `${pathname}socket.io`, signal, ...ears };
  const { transport } = habits;
  const attempt = async (transport: Habits['transport']): Promise<LiveSocket> => {
    const socket = await openSocket(context, { ...request, transport });
    Object.assign(habits, { transport, isDistrusted: false } satisfies Partial<Habits>);
    return socket;
  };
  try {
    return await attempt(transport).catch((error: unknown) => {
      if (transport === 'polling' || signal.aborted) throw error;
      return attempt('polling');
    });
  } catch (thrown) {
    throw forget(tools, habits, thrown);
  }
}

/** The server may have been renewed since it was asked: the next try asks again, or guesses otherwise. */
function forget({ session }: ExpertflowTools, habits: Habits, thrown: unknown): unknown {
  const error = toChatError(thrown);
  if (error.code === 'aborted') return error;
  if (session.eio === undefined) habits.guess = habits.guess === 4 ? 3 : 4;
  habits.isDistrusted = true;
  habits.transport = 'websocket';
  return error;
}
