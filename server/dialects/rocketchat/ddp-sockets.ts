import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { refuseUpgrade } from '../../http/refuse-upgrade.js';
import { DdpSession } from './ddp-session.js';
import type { Livechat } from './livechat.js';

const path = '/rocketchat/websocket';
const maxFrameBytes = 1024 * 1024;

/** All DDP sockets of this server. */
export class DdpSockets {
  readonly #livechat: Livechat;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
  readonly #sessions = new Set<DdpSession>();

  constructor(livechat: Livechat) {
    this.#livechat = livechat;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusalOf(request);
    if (refusal !== undefined) return refuseUpgrade(socket, refusal);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const session = new DdpSession(this.#livechat, webSocket);
      this.#sessions.add(session);
      webSocket.on('close', () => this.#sessions.delete(session));
    });
  }

  close(): void {
    for (const session of this.#sessions) session.close();
    this.#server.close();
  }

  #refusalOf({ url = '' }: IncomingMessage): number | undefined {
    if (url.split('?')[0] !== path) return 404;
    return this.#livechat.settings.shaper.refusal(undefined);
  }
}
