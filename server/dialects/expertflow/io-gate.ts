import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { refuseUpgrade } from '../../http/refuse-upgrade.js';
import { CustomerSocket } from './customer-socket.js';
import { site } from './expertflow-wire.js';
import type { Hub } from './hub.js';
import { IoServer } from './io-server.js';

const path = `/${site}/socket.io`;

/** The way in for sockets: the Socket.IO server that the options ask for at the moment. */
export class IoGate {
  readonly #hub: Hub;
  #current: { eio: 3 | 4; server: IoServer } | undefined;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Answers long polling; false for what is no call of Socket.IO. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (!isSocketCall(request)) return false;
    const refusal = this.#refusal(request);
    if (refusal === undefined) this.#server().handle(request, response);
    else response.writeHead(refusal, { 'Access-Control-Allow-Origin': '*' }).end();
    return true;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = isSocketCall(request) ? this.#refusal(request) : 404;
    if (refusal === undefined) this.#server().upgrade(request, socket, head);
    else refuseUpgrade(socket, refusal);
  }

  close(): void {
    this.#current?.server.close();
    this.#current = undefined;
  }

  /** Another version replaces the server, and ends the connections of the old one. */
  #server(): IoServer {
    const { eio } = this.#hub.options;
    if (this.#current?.eio !== eio) {
      this.close();
      const settings = { path, pingInterval: this.#hub.settings.heartbeatMs };
      this.#current = { eio, server: new IoServer(eio, settings, (socket) => void new CustomerSocket(this.#hub, socket)) };
    }
    return (this.#current as { server: IoServer }).server;
  }

  /** Only beginnings are refused; who is in stays in. */
  #refusal({ url = '' }: IncomingMessage): number | undefined {
    return /[?&]sid=/.test(url) ? undefined : this.#hub.settings.shaper.refusal(undefined);
  }
}

function isSocketCall({ url = '' }: IncomingMessage): boolean {
  return url.startsWith(`${path}/`) || url.startsWith(`${path}?`) || url === path;
}
