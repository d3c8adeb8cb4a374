import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';
import type { Server } from 'socket.io';
import type { IoSocket } from './io-socket.js';

/** `shouldClose` is there while a long poll waits for a call in which to tell its client of the end. */
type Transport = { shouldClose?: (() => void) | null; once(event: 'close', listener: () => void): unknown };

type Engine = {
  on(event: 'connection', listener: (connection: { transport: Transport }) => void): unknown;
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): unknown;
};

type Io = { engine: Engine; on(event: 'connection', listener: (socket: IoSocket) => void): unknown; close(): unknown };

type OldIo = Io & { attach(server: unknown, options: Record<string, unknown>): unknown };

/** A Socket.IO server that gets its requests handed in. */
export class IoServer {
  readonly #io: Io;
  readonly #sockets = new Set<Duplex>();
  readonly #transports = new Set<Transport>();

  /**
   * @param eio 4, or 3 for a server of Socket.IO 2
   * @param pingInterval milliseconds
   */
  constructor(eio: 3 | 4, settings: { path: string; pingInterval: number }, connected: (socket: IoSocket) => void) {
    this.#io = eio === 3 ? openOld(settings) : openNew(settings);
    this.#io.on('connection', connected);
    this.#io.engine.on('connection', ({ transport }) => {
      this.#transports.add(transport);
      transport.once('close', () => this.#transports.delete(transport));
    });
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#io.engine.handleRequest(request, response);
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    this.#io.engine.handleUpgrade(request, socket, head);
  }

  /** Ends all connections at once. */
  close(): void {
    void this.#io.close();
    // Not left to close(), which gets there some turns later.
    this.#io.engine.close();
    // Half a minute is what they would wait.
    for (const { shouldClose } of this.#transports) shouldClose?.();
    // A client that answers no close frame would keep its connection, and the server with it.
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** What version 4 takes in one frame; version 2 would hold a hundred times as much for any stranger. */
const maxHttpBufferSize = 1_000_000;

/** Loaded with the first connection, and only the version that is asked for. */
const load = createRequire(import.meta.url);

/** Both versions want a server to attach to; this one never listens, requests come by hand. */
function openNew(settings: { path: string; pingInterval: number }): Io {
  const socketIo = load('socket.io') as { Server: typeof Server };
  const io = new socketIo.Server({ ...settings, maxHttpBufferSize, serveClient: false, cors: { origin: '*' } });
  io.attach(createServer());
  return io as unknown as Io;
}

function openOld(settings: { path: string; pingInterval: number }): Io {
  // It has no types, and its exports are a function.
  const create = load('socket.io-v2') as (options: Record<string, unknown>) => OldIo;
  const io = create({ ...settings, maxHttpBufferSize, serveClient: false });
  io.attach(createServer(), { ...settings, maxHttpBufferSize, cookie: false });
  return io;
}
