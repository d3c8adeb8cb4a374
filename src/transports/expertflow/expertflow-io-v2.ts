import { quietSettings } from './expertflow-mute.js';
import io from 'socket.io-client-v2';
import type { IoOptions, IoSocket } from './expertflow-io.js';

type Packet = { data?: unknown[]; id?: number };
type OldSocket = IoSocket & { onevent(packet: Packet): void; ack(id: number): () => void };

/** Socket.IO 1 and 2; this version takes no transports of others. */
export function openIo(origin: string, { path, transport, onEvent }: IoOptions): IoSocket {
  const socket = io(origin, { ...quietSettings, path, transports: [transport], jsonp: false }) as OldSocket;
  // It has no listener for events of every name.
  socket.onevent = ({ data = [], id }) => {
    const [name, ...values] = data;
    onEvent(String(name), id === undefined ? values : [...values, socket.ack(id)]);
  };
  return socket;
}
