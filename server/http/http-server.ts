import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { runForCaller } from '../conversation/current-caller.js';
import type { Dialect } from '../dialects/dialect.js';
import type { Pages } from '../pages/pages.js';
import { StartupError } from '../startup-error.js';
import { callerOf } from './caller-of.js';
import { OpenCalls } from './open-calls.js';
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
  const open = new OpenCalls();
  const server = createServer((request, response) => {
    const caller = callerOf(request);
    if (!open.enter(caller, response)) return response.writeHead(429, { 'Retry-After': '10', Connection: 'close' }).end();
    if (pages?.serves(request)) return pages.handle(request, response);
    return runForCaller(caller, () => dialectOf(request)?.handle?.(request, response) || void answer(request, response));
  });
  const dialectOf = ({ url = '' }: IncomingMessage): Dialect | undefined => dialects.get(/^\/([^/?]*)/.exec(url)?.[1] ?? '');
  server.on('upgrade', (request, socket, head) => {
    // A socket that breaks before anybody listens must not end the process.
    socket.on('error', () => socket.destroy());
    const dialect = dialectOf(request);
    const caller = callerOf(request);
    if (!dialect?.upgrade) refuseUpgrade(socket, 404);
    else if (!open.enter(caller, socket)) refuseUpgrade(socket, 429);
    else runForCaller(caller, () => dialect.upgrade?.(request, socket, head));
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
