import { toChatError } from '../../core/errors.js';
import type { TransportContext } from '../../core/transport.js';
import { exchange } from '../http.js';
import { loadCode } from '../load-code.js';
import type { OpenIo } from './expertflow-io.js';
import type { EngineVersion, ExpertflowSession } from './expertflow-session.js';

/** Milliseconds for the answer. */
const PATIENCE_MS = 8_000;

/**
 * The Engine.IO protocol of an open packet as long polling brings it. Engine.IO 4 begins with the
 * packet itself; Engine.IO 3 writes its length in front, whatever protocol was asked for.
 * @returns undefined when it is no open packet
 */
export function toEngineVersion(body: string): EngineVersion | undefined {
  const at = body.slice(0, 40).indexOf('0{"');
  if (at < 0) return undefined;
  return at === 0 ? 4 : 3;
}

/**
 * Which of the two official clients fits. The newer one fails at an old server, and an old server
 * takes the newer one's handshake without a word and drops it later, so that trying is no way. One
 * GET tells: the handshake of long polling, whose session nobody uses and which ends by itself.
 * @returns undefined when the server does not offer long polling
 * @throws ChatError `network`, `timeout`, `aborted`, `server`, as `exchange` does
 */
async function detectEngine(
  context: TransportContext,
  base: string,
  signal: AbortSignal,
): Promise<EngineVersion | undefined> {
  const request = {
    url: `${base}socket.io/?EIO=4&transport=polling`,
    headers: { accept: '*/*' },
    timeoutMs: PATIENCE_MS,
    signals: [signal],
  };
  try {
    return toEngineVersion(await exchange(context, request, (response) => response.text()));
  } catch (thrown) {
    const error = toChatError(thrown);
    // Refused by somebody who is there: a server that takes WebSockets only.
    if (!error.retryable && error.status) return undefined;
    throw error;
  }
}

/**
 * The client that fits, remembered by the session; a chunk of its own each.
 * @param guess for a server that does not tell
 * @throws ChatError as `detectEngine` and `loadCode` do
 */
export async function chooseIo(
  context: TransportContext,
  session: ExpertflowSession,
  guess: EngineVersion,
  signal: AbortSignal,
): Promise<OpenIo> {
  const asked = { '2': 3, '4': 4 }[context.config.options['socket-version'] ?? ''] as EngineVersion | undefined;
  session.eio = asked ?? session.eio ?? (await detectEngine(context, session.base, signal));
  const isOld = (session.eio ?? guess) === 3;
  const load = isOld ? () => import('./expertflow-io-v2.js') : () => import('./expertflow-io-v4.js');
  const { openIo } = await loadCode<{ openIo: OpenIo }>(context.clock, [signal], load);
  return openIo;
}
