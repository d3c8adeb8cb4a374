import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { WebSocket } from 'ws';
import { plainShaper } from '../../../server/dialects/stream-shaper.js';
import { PhoenixServer } from '../../../server/dialects/pancake/phoenix-server.js';
import { joinRoom } from './room-topics.js';

/** A Phoenix endpoint with rooms and nothing else, closed after the test file. */
export async function startRooms(idleMs = 60_000) {
  const errors: unknown[] = [];
  const phoenix = new PhoenixServer(
    { admits: (query) => !query.has('deny'), channels: () => joinRoom, idleMs: () => idleMs },
    { heartbeatMs: 15_000, shaper: plainShaper, onError: (error) => errors.push(error) },
  );
  const server = createServer();
  server.on('upgrade', (request, socket, head) => phoenix.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    phoenix.close();
    server.close();
    if (errors.length > 0) throw new AggregateError(errors, 'the endpoint met errors it does not know');
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/socket/websocket` };
}

export type FrameLine = Awaited<ReturnType<typeof openLine>>;

/** A raw socket: frames in and out as texts, binary ones as `hex …`. @throws Error when it is refused */
export async function openLine(url: string) {
  const socket = new WebSocket(url);
  const received: string[] = [];
  const waiting: (() => void)[] = [];
  const state: { closed?: number } = {};
  const wake = (): void => waiting.splice(0).forEach((each) => each());
  socket.on('message', (data: Buffer, isBinary) => {
    received.push(isBinary ? `hex ${data.toString('hex')}` : data.toString());
    wake();
  });
  socket.on('close', (code) => {
    state.closed = code;
    wake();
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const until = async <T>(ask: () => T | undefined, what: string): Promise<T> => {
    for (const end = performance.now() + 10_000; ; ) {
      const found = ask();
      if (found !== undefined) return found;
      if (performance.now() > end) throw new Error(`${what} did not come; left over: ${received.join(' ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500);
        waiting.push(() => (clearTimeout(timer), resolve()));
      });
    }
  };
  return {
    socket,
    send: (frame: string | Uint8Array) => socket.send(hexOf(frame)),
    /** The oldest frame not yet taken. */
    next: () => until(() => received.shift(), 'a frame'),
    /** The oldest frame, as JSON. */
    nextJson: async () => JSON.parse(await until(() => received.shift(), 'a frame')) as unknown[],
    closed: () => until(() => state.closed, 'the end'),
    close: async () => {
      socket.close();
      await until(() => state.closed, 'the end');
    },
  };
}

function hexOf(frame: string | Uint8Array): string | Uint8Array {
  return typeof frame === 'string' && frame.startsWith('hex ') ? Buffer.from(frame.slice(4), 'hex') : frame;
}
