import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import type { StreamShaper } from './stream-shaper.js';

/** How this server runs, for whoever holds connections. */
export type ConnectionSettings = {
  /** Comment or ping on a quiet connection, so that dead ones show. */
  heartbeatMs: number;
  /** Stands between the events and the wire; does nothing unless faults are enabled. */
  shaper: StreamShaper;
  /** Reports what should never happen. */
  onError(error: unknown): void;
  /** Whether the element's sources are served at `/src/`, as `npm start` does. */
  sources?: boolean;
};

/** What the server tells each dialect beside the service itself. */
export type DialectSettings = ConnectionSettings & {
  /**
   * The dialect's own options (keys, pages, old or new server). Read them anew at every use: where
   * faults are enabled, tests change them at run time (`PATCH /faults/dialects/<name>`).
   */
  options: Readonly<Record<string, unknown>>;
};

/** One wire protocol over the conversation service. */
export type Dialect = {
  /** Its routes, below the dialect's path. */
  app: Hono<{ Bindings: HttpBindings }>;
  /** Takes a WebSocket handshake below the dialect's path. The URL still carries that path. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers a request that does not go through Hono (a library with a handler of its own); false leaves it. */
  handle?(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends timers and sockets: the server stops. */
  close?(): void;
};

export type CreateDialect = (service: ChatService, settings: DialectSettings) => Dialect;
