import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
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
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal} ${STATUS_CODES[refusal] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
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
