import { quietSettings } from './expertflow-mute.js';
import { io, WebSocket as OfficialTransport } from 'socket.io-client';
import type { IoOptions, IoSocket } from './expertflow-io.js';

/** Socket.IO 3 and 4. */
export function openIo(origin: string, { path, transport, WebSocket, onEvent }: IoOptions): IoSocket {
  class Wire extends OfficialTransport {
    override createSocket(uri: string): WebSocket {
      return new WebSocket!(uri);
    }
  }
  const transports = transport === 'websocket' && WebSocket ? [Wire] : [transport];
  const socket = io(origin, { ...quietSettings, path, transports } as object);
  socket.onAny((name: string, ...values: unknown[]) => onEvent(name, values));
  return socket as unknown as IoSocket;
}
