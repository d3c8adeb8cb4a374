import type { EngineConnection } from './io-socket.js';

/**
 * Lets a fault mute a connection, pings and acknowledgements included; afterwards all that was held
 * back is sent. Answers the function that ends its timer.
 * @param silentFor milliseconds, 0 for not at all
 */
export function holdWhileSilent(connection: EngineConnection, silentFor: () => number): () => void {
  const send = connection.sendPacket.bind(connection);
  const held: unknown[][] = [];
  let release: ReturnType<typeof setTimeout> | undefined;
  const pass = (packet: unknown[]): void => {
    const ms = silentFor();
    if (ms === 0 && held.length === 0) {
      send(...packet);
      return;
    }
    held.push(packet);
    release ??= setTimeout(flush, ms);
  };
  const flush = (): void => {
    release = undefined;
    for (const packet of held.splice(0)) pass(packet);
  };
  connection.sendPacket = (...packet) => pass(packet);
  return () => clearTimeout(release);
}
