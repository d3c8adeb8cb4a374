import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { DdpCalls } from './ddp-calls.js';
import { badRequest, decodeFrame, type Frame } from './ddp-frames.js';
import { tokenIn } from './ddp-methods.js';
import { DdpWire } from './ddp-wire.js';
import { findGuest } from './guests.js';
import type { Livechat } from './livechat.js';
import { RoomSubscriptions } from './room-subscriptions.js';

const versions: readonly unknown[] = ['1', 'pre2', 'pre1'];
/** Beats without a word from the other side before it counts as dead. */
const patience = 3;

/** One client on one socket. Nothing it sends may do more than close it. */
export class DdpSession {
  readonly #livechat: Livechat;
  readonly #socket: WebSocket;
  readonly #wire: DdpWire;
  readonly #subscriptions: RoomSubscriptions;
  readonly #calls: DdpCalls;
  readonly #endings: (() => void)[];
  #connected = false;
  #beatsUnheard = 0;
  /** The token this client was last seen with; lets very old subscriptions through. */
  #token: string | undefined;
  #visitorId = '';

  constructor(livechat: Livechat, socket: WebSocket) {
    this.#livechat = livechat;
    this.#socket = socket;
    const { shaper, heartbeatMs } = livechat.settings;
    this.#wire = new DdpWire(socket, shaper, () => this.#visitorId);
    this.#subscriptions = new RoomSubscriptions(livechat, this.#wire);
    this.#calls = new DdpCalls(livechat, { send: (frame) => this.#wire.send(frame), cut: () => socket.terminate() });
    const heartbeat = setInterval(() => this.#beat(), heartbeatMs);
    this.#endings = [() => clearInterval(heartbeat), shaper.opened(this.#asOpenStream())];
    // Bound: frames come from the network's side, where nobody knows any more who shook hands.
    socket.on('message', AsyncResource.bind((data: RawData, isBinary: boolean) => this.#receive(data, isBinary)));
    socket.on('close', () => this.#end());
    // What breaks a socket also closes it.
    socket.on('error', () => socket.terminate());
    this.#wire.send({ server_id: '0' });
  }

  close(): void {
    this.#socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    this.#beatsUnheard = 0;
    const text = data.toString();
    const frame = isBinary ? undefined : decodeFrame(text);
    try {
      if (!frame || !this.#handle(frame)) this.#wire.send(badRequest(text));
    } catch (error) {
      this.#livechat.settings.onError(error);
    }
  }

  /** Answers false for what makes no sense at this point. */
  #handle(frame: Frame & { msg: string }): boolean {
    if (frame.msg === 'connect') return this.#connect(frame);
    if (!this.#connected) return false;
    switch (frame.msg) {
      case 'ping':
        this.#wire.send({ msg: 'pong', id: frame['id'] });
        return true;
      case 'pong':
        return true;
      case 'method':
        return this.#call(frame);
      case 'sub':
        return this.#subscribe(frame);
      case 'unsub':
        if (typeof frame['id'] !== 'string') return false;
        this.#subscriptions.remove(frame['id']);
        return true;
      default:
        return false;
    }
  }

  #connect({ version }: Frame): boolean {
    if (this.#connected) return false;
    if (!versions.includes(version)) {
      this.#wire.send({ msg: 'failed', version: '1' });
      this.#socket.close();
      return true;
    }
    this.#connected = true;
    this.#wire.send({ msg: 'connected', session: randomUUID() });
    return true;
  }

  #subscribe({ id, name, params = [] }: Frame): boolean {
    if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(params)) return false;
    const visitorId = this.#subscriptions.add(id, name, params, this.#token);
    if (visitorId !== undefined) this.#visitorId = visitorId;
    return true;
  }

  #call({ id, method: name, params = [] }: Frame): boolean {
    if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(params)) return false;
    this.#recognise(tokenIn(params));
    this.#calls.start({ id, name, params, visitorId: this.#visitorId });
    // Anew: the call may have made the visitor.
    this.#recognise(tokenIn(params));
    return true;
  }

  #recognise(token: string | undefined): void {
    const guest = findGuest(this.#livechat, token);
    if (!guest) return;
    this.#token = token;
    this.#visitorId = guest.id;
  }

  #beat(): void {
    // Kept silent by a fault, it has nothing to answer.
    if (this.#wire.isSilent) this.#beatsUnheard = 0;
    if (this.#beatsUnheard++ >= patience) return this.#socket.terminate();
    if (this.#connected) this.#wire.send({ msg: 'ping' });
  }

  #asOpenStream() {
    const visitorId = (): string => this.#visitorId;
    return {
      get visitorId() {
        return visitorId();
      },
      write: (chunk: string) => this.#wire.write(chunk),
      destroy: () => this.#socket.terminate(),
    };
  }

  #end(): void {
    for (const end of this.#endings.splice(0)) end();
    this.#calls.close();
    this.#wire.close();
    this.#subscriptions.close();
  }
}
