import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Dialect } from '../dialects/dialect.js';
import type { Pages } from '../pages/pages.js';
import { StartupError } from '../startup-error.js';
import { refuseUpgrade } from './refuse-upgrade.js';

/**
 * Listens with one plain node server, so that dialects with WebSockets can share its `upgrade` event.
 * @throws StartupError when the port or address cannot be had
 */
export function listen(
  app: Hono<{ Bindings: HttpBindings }>,
  dialects: ReadonlyMap<string, Dialect>,
  pages: Pages | undefined,
  host: string,
  port: number,
): Promise<Server> {
  const answer = getRequestListener((request, env) => app.fetch(request, env as HttpBindings), {
    overrideGlobalObjects: false,
  });
  const server = createServer((request, response) => {
    if (pages?.serves(request)) pages.handle(request, response);
    else if (!dialectOf(request)?.handle?.(request, response)) void answer(request, response);
  });
  const dialectOf = ({ url = '' }: IncomingMessage): Dialect | undefined => dialects.get(/^\/([^/?]*)/.exec(url)?.[1] ?? '');
  server.on('upgrade', (request, socket, head) => {
    // A socket that breaks before anybody listens must not end the process.
    socket.on('error', () => socket.destroy());
    const dialect = dialectOf(request);
    if (dialect?.upgrade) dialect.upgrade(request, socket, head);
    else refuseUpgrade(socket, 404);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartupError(sentenceFor(error, host, port))));
    server.listen(port, host, () => resolve(server));
  });
}

/** Stops at once: event streams would otherwise never end. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** The address to show people: any-interface hosts are reached as localhost. */
export function urlOf(host: string, port: number): string {
  const anyInterface = host === '0.0.0.0' || host === '::';
  const name = anyInterface ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function sentenceFor(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is already in use: stop the other program, or choose another port with --port.`;
    case 'EACCES':
      return `Port ${port} may not be used by this account: choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `The address ${host} does not belong to this machine: choose another with --host.`;
    default:
      return `The server cannot listen on ${host}:${port}: ${error.message}.`;
  }
}
