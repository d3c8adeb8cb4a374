import { SilenceGate } from '../silence-gate.js';
import type { EngineConnection } from './io-socket.js';

/**
 * Lets a fault mute a connection, pings and acknowledgements included; afterwards all that was held
 * back is sent. Answers the function that ends its timer.
 * @param silentFor milliseconds, 0 for not at all
 */
export function holdWhileSilent(connection: EngineConnection, silentFor: () => number): () => void {
  const send = connection.sendPacket.bind(connection);
  const gate = new SilenceGate<unknown[]>(silentFor, (packet) => send(...packet));
  connection.sendPacket = (...packet) => gate.pass(packet);
  return () => gate.close();
}
