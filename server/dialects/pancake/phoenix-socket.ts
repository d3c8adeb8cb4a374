import type { WebSocket } from 'ws';
import type { ConnectionSettings } from '../dialect.js';
import type { JoinTopic } from './phoenix-channel.js';
import { decodeFrame, encodeFrame } from './phoenix-codec.js';
import { type FrameVersion, type PhoenixFrame, Reply, replyEvent } from './phoenix-frame.js';
import { PhoenixSession } from './phoenix-session.js';
import { ShapedOutput } from './shaped-output.js';

/** A reader this far behind (in bytes) is cut off. */
const maxBacklog = 16 * 1024 * 1024;

export type SocketOptions = {
  version: FrameVersion;
  joinTopic: JoinTopic;
  settings: ConnectionSettings;
  /** Without a frame or ping for so long (ms) the connection is closed with 1002. */
  idleMs: number;
};

/** One WebSocket with a Phoenix session on it. Frames are taken one after the other, in their order. */
export class PhoenixSocket {
  readonly #socket: WebSocket;
  readonly #options: SocketOptions;
  readonly #session: PhoenixSession;
  readonly #output: ShapedOutput;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, options: SocketOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#output = new ShapedOutput(options.settings.shaper, {
      write: (data) => this.#write(data),
      destroy: () => socket.terminate(),
    });
    this.#session = new PhoenixSession(options.joinTopic, (frame) => this.#send(frame));
    socket.on('message', (data: Buffer, isBinary) => {
      this.#stayAwake();
      this.#turn = this.#turn.then(() => this.#receive(data, isBinary)).catch((error: unknown) => this.#fail(error));
    });
    socket.on('ping', () => this.#stayAwake());
    // What breaks a connection (a frame too long, bytes that are no UTF-8) also closes it.
    socket.on('error', () => socket.terminate());
    socket.once('close', () => this.#end());
    this.#stayAwake();
  }

  /** Ends the connection without a goodbye. */
  destroy(): void {
    this.#socket.terminate();
  }

  /** From now on faults of this visitor meet this connection. */
  belongsTo(visitorId: string): void {
    this.#output.belongsTo(visitorId);
  }

  async #receive(data: Uint8Array, isBinary: boolean): Promise<void> {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    let frame: PhoenixFrame;
    try {
      frame = decodeFrame(data, isBinary, this.#options.version);
    } catch {
      this.#socket.close(1011);
      return;
    }
    const verdict = await this.#meetFaults(frame);
    // A fault may have held the frame back for longer than its socket lived.
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (verdict === 'cut') this.#socket.terminate();
    if (verdict !== 'take' && verdict !== 'takeAndCut') return;
    this.#session.take(frame);
    if (verdict === 'takeAndCut') this.#socket.terminate();
  }

  async #meetFaults(frame: PhoenixFrame): Promise<'take' | 'takeAndCut' | 'cut' | 'lost'> {
    const { visitorId } = this.#output;
    for (const fault of this.#options.settings.shaper.take({ method: 'SOCKET', path: frame.event, visitorId })) {
      if (fault.do === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
      else if (fault.do === 'drop') return 'cut';
      else if (fault.do === 'dropAfter') return 'takeAndCut';
      else if (fault.do === 'hang') return 'lost';
      else {
        const reply = new Reply('error', fault.body ?? { reason: `status ${fault.status}` });
        this.#send({ ...frame, event: replyEvent, payload: reply });
        return 'lost';
      }
    }
    return 'take';
  }

  #send(frame: PhoenixFrame): void {
    this.#output.send(encodeFrame(frame, this.#options.version), frame.ref === null && frame.joinRef === null);
  }

  #write(data: string | Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > maxBacklog) this.#socket.terminate();
    else this.#socket.send(data);
  }

  /** Frames that cannot be answered close the connection as a crashed server process would. */
  #fail(error: unknown): void {
    if (!(error instanceof RangeError)) this.#options.settings.onError(error);
    this.#socket.close(1011);
  }

  #stayAwake(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#socket.close(1002), this.#options.idleMs);
  }

  #end(): void {
    clearTimeout(this.#idle);
    this.#output.end();
    this.#session.end();
  }
}
