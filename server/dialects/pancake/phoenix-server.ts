import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { refuseUpgrade } from '../../http/refuse-upgrade.js';
import { upgradeRequest } from '../../http/upgrade-request.js';
import type { ConnectionSettings } from '../dialect.js';
import type { JoinTopic } from './phoenix-channel.js';
import type { FrameVersion } from './phoenix-frame.js';
import { PhoenixSocket } from './phoenix-socket.js';

/** Who is let in, and where: asked at each handshake. */
export type Handshake = {
  /** False answers 403, which a browser sees as a connection that never came about. */
  admits(query: URLSearchParams): boolean;
  /**
   * The channels of this connection.
   * @param address the handshake's, as the client reached it
   * @param belongsTo says whose connection it is, once that is known
   */
  channels(address: Request, belongsTo: (visitorId: string) => void): JoinTopic;
  /** Milliseconds. */
  idleMs(): number;
};

/** Phoenix frames are small; a longer one closes the connection. */
const maxPayload = 1024 * 1024;

/** The WebSocket side of a Phoenix endpoint. */
export class PhoenixServer {
  readonly #handshake: Handshake;
  readonly #settings: ConnectionSettings;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload });
  readonly #sockets = new Set<PhoenixSocket>();

  constructor(handshake: Handshake, settings: ConnectionSettings) {
    this.#handshake = handshake;
    this.#settings = settings;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = upgradeRequest(request);
    if (!address) return refuseUpgrade(socket, 400);
    const query = new URL(address.url).searchParams;
    const version = versionOf(query.get('vsn'));
    if (version === undefined || !this.#handshake.admits(query)) return refuseUpgrade(socket, 403);
    const refusal = this.#settings.shaper.refusal(undefined);
    if (refusal !== undefined) return refuseUpgrade(socket, refusal);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const joinTopic = this.#handshake.channels(address, (visitorId) => phoenix.belongsTo(visitorId));
      const options = { version, joinTopic, settings: this.#settings, idleMs: this.#handshake.idleMs() };
      const phoenix = new PhoenixSocket(webSocket, options);
      this.#sockets.add(phoenix);
      webSocket.once('close', () => this.#sockets.delete(phoenix));
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

/** A client that names no version is of the old kind; unknown ones are refused. */
function versionOf(vsn: string | null): FrameVersion | undefined {
  if (vsn === null || vsn.startsWith('1.')) return 1;
  return vsn.startsWith('2.') ? 2 : undefined;
}
