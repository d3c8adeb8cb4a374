import { WebSocket } from 'ws';
import { SilenceGate } from '../silence-gate.js';
import type { StreamShaper } from '../stream-shaper.js';
import { encodeFrame, type Frame } from './ddp-frames.js';

/** A reader this far behind (in bytes) is cut off; it reloads the history when it comes back. */
const maxBacklogBytes = 4 * 1024 * 1024;

/** The way out of one socket: never more waits in it than a slow reader may cost. */
export class DdpWire {
  readonly #socket: WebSocket;
  readonly #shaper: StreamShaper;
  readonly #visitorId: () => string;
  readonly #gate: SilenceGate<string>;
  #heldBytes = 0;

  /** @param visitorId whose socket it is by now, '' before that is known */
  constructor(socket: WebSocket, shaper: StreamShaper, visitorId: () => string) {
    this.#socket = socket;
    this.#shaper = shaper;
    this.#visitorId = visitorId;
    this.#gate = new SilenceGate(() => shaper.silentFor(visitorId()), (text) => this.write(text));
  }

  /** True while a fault keeps everything back. */
  get isSilent(): boolean {
    return this.#gate.isClosed;
  }

  /** Sends an answer. */
  send(frame: Frame): void {
    this.#pass(encodeFrame(frame));
  }

  /** Sends an event, as faults want it. */
  push(frame: Frame): void {
    for (const chunk of this.#shaper.shape(this.#visitorId(), encodeFrame(frame))) this.#pass(chunk);
  }

  /** Puts text on the wire as it is. */
  write(text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#socket.bufferedAmount + text.length > maxBacklogBytes) this.#socket.terminate();
    else this.#socket.send(text);
  }

  close(): void {
    this.#gate.close();
  }

  #pass(text: string): void {
    this.#gate.pass(text);
    this.#heldBytes = this.#gate.waiting === 0 ? 0 : this.#heldBytes + text.length;
    if (this.#heldBytes > maxBacklogBytes) this.#socket.terminate();
  }
}
