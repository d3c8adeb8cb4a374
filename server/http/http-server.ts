import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { Pages } from '../pages/pages.js';
import { StartupError } from '../startup-error.js';

/**
 * Listens with one plain node server, so that WebSocket dialects can share its `upgrade` event.
 * @throws StartupError when the port or address cannot be had
 */
export function listen(
  app: Hono<{ Bindings: HttpBindings }>,
  pages: Pages | undefined,
  host: string,
  port: number,
): Promise<Server> {
  const answer = getRequestListener((request, env) => app.fetch(request, env as HttpBindings), {
    overrideGlobalObjects: false,
  });
  const server = createServer((request, response) => {
    if (pages?.serves(request)) pages.handle(request, response);
    else void answer(request, response);
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
