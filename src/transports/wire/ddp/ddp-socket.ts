import type { Clock } from '../../../core/clock.js';
import { ChatError } from '../../../core/errors.js';
import { toJson, toNetworkError } from '../../http.js';
import { limited, toAborted } from '../../limited.js';
import { isWire, type Wire } from '../readers.js';
import { parseEjson } from './ejson.js';

/** Milliseconds for `connected`, `result` and `ready`. */
const ANSWER_MS = 15_000;
/** Milliseconds of silence after which we ask, and after which nobody is there. */
const PING_MS = 30_000;
const DEAD_MS = 60_000;
/** Characters; what is longer is not read, since reading it would freeze the page. */
const MAX_FRAME = 8_000_000;
/** What we speak, the best first. */
const VERSIONS = ['1', 'pre2', 'pre1'];

/** Where a socket leaves the transport; both are injected. */
export type DdpEdges = { clock: Clock; WebSocket: typeof WebSocket };

/** Who is told of a connection; never after `close`. */
export type DdpListener = {
  /** A `changed` frame of a stream: the collection, and the key and arguments in its fields. */
  onChanged(collection: string, eventName: string, args: readonly unknown[]): void;
  /** A frame of which nothing is known. */
  onRaw(name: string, data: unknown): void;
  /** The connection is gone; told once, and not before it stood. */
  onLost(error: ChatError): void;
  /** The `error` of a `result` or a `nosub`. */
  toError(error: Wire): ChatError;
};

type Pending = { resolve(value: unknown): void; reject(error: ChatError): void };

/**
 * One connection of Meteor's DDP, never used twice: the core connects anew, and nothing is replayed
 * (packages/ddp/DDP.md). Ids are the caller's for subscriptions, counted for methods.
 */
export class DdpSocket {
  #edges: DdpEdges;
  #listener: DdpListener;
  #socket: WebSocket;
  #isOver = false;
  #pending = new Map<string, Pending>();
  #ready = new Set<string>();
  #methods = 0;
  #stands = false;
  #cancelTimers: () => void = () => undefined;

  /** Opens the socket; `connected` answers when it stands. May throw what WebSocket throws of a bad URL. */
  constructor(edges: DdpEdges, url: string, listener: DdpListener) {
    const { WebSocket } = edges;
    this.#edges = edges;
    this.#listener = listener;
    const socket = (this.#socket = new WebSocket(url));
    socket.onmessage = ({ data }) => this.#receive(data);
    // An error is followed by the close; without any listener the error would be thrown in Node.
    socket.onerror = () => undefined;
    socket.onclose = () => this.#lose(toNetworkError(true));
  }

  /**
   * The handshake.
   * @returns the version to try instead, on another socket, where the server asks for one that we speak
   * @throws ChatError `network`, `timeout`, `aborted`; `protocol` when no version fits
   */
  async connect(version: string = VERSIONS[0]!, signal?: AbortSignal): Promise<string | undefined> {
    const offered = await this.#ask('connect', signal, () => {
      const frame = { msg: 'connect', version, support: VERSIONS };
      this.#socket.onopen = () => this.#send(frame);
      // The timers run from here: a socket that never opens is dead too.
      this.#touch();
    });
    this.#stands = offered === undefined;
    return offered as string | undefined;
  }

  /**
   * Calls a method.
   * @returns its result, undefined where there is none
   * @throws ChatError: what `toError` makes of a refusal; `timeout`, `network`, `aborted`
   */
  call(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown> {
    const id = `${(this.#methods += 1)}`;
    return this.#ask(id, signal, () => this.#send({ msg: 'method', method, params, id }));
  }

  /** Subscribes; resolves when the server is ready. Throws as `call` does. */
  async subscribe(id: string, name: string, params: readonly unknown[], signal?: AbortSignal): Promise<void> {
    await this.#ask(id, signal, () => this.#send({ msg: 'sub', id, name, params }));
    this.#ready.add(id);
  }

  /** Idempotent; what is under way rejects with `aborted`, and nothing is told any more. */
  close(): void {
    this.#end(toAborted('unknown'));
  }

  #end(error: ChatError): void {
    this.#isOver = true;
    this.#cancelTimers();
    for (const { reject } of this.#pending.values()) reject(error);
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #ask(id: string, signal: AbortSignal | undefined, begin: () => void): Promise<unknown> {
    if (this.#isOver) return Promise.reject(toAborted());
    const limits = { timeoutMs: ANSWER_MS, signals: [signal], write: true };
    const work = (inner: AbortSignal): Promise<unknown> =>
      new Promise((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        inner.addEventListener('abort', () => void this.#pending.delete(id));
        begin();
      });
    return limited(this.#edges.clock, limits, work);
  }

  #send(frame: object): void {
    // One that is closing says so by its close; sending would only throw or be dropped.
    if (this.#socket.readyState === 1) this.#socket.send(toJson(frame)!);
  }

  /** A sign of life. Both timers are set here, so that a device that slept finds the connection dead at once. */
  #touch(): void {
    const { clock } = this.#edges;
    this.#cancelTimers();
    const cancelPing = clock.setTimer(() => this.#send({ msg: 'ping' }), PING_MS);
    const cancelDeath = clock.setTimer(() => this.#lose(toNetworkError(true, 'silence')), DEAD_MS);
    this.#cancelTimers = () => {
      cancelPing();
      cancelDeath();
    };
  }

  #lose(error: ChatError): void {
    const isNews = this.#stands && !this.#isOver;
    this.#end(error);
    if (isNews) this.#listener.onLost(error);
  }

  #receive(data: unknown): void {
    this.#touch();
    const frame = readFrame(data);
    if (!frame) return this.#listener.onRaw('frame', typeof data === 'string' ? data.slice(0, 1000) : null);
    const { msg } = frame;
    // The first frame of some servers, `{"server_id":"0"}`, has none.
    if (msg === undefined) return;
    const name = typeof msg === 'string' ? msg : 'frame';
    if (Object.hasOwn(this.#handlers, name)) this.#handlers[name]!(frame);
    else this.#listener.onRaw(name, frame);
  }

  #settle(id: unknown, use: (pending: Pending) => void): boolean {
    const pending = this.#pending.get(id as string);
    if (pending) use(pending);
    return this.#pending.delete(id as string);
  }

  #handlers: Record<string, (frame: Wire) => void> = {
    ping: ({ id }) => this.#send({ msg: 'pong', ...(id !== undefined && { id }) }),
    pong: () => undefined,
    updated: () => undefined,
    added: () => undefined,
    removed: () => undefined,
    connected: () => void this.#settle('connect', ({ resolve }) => resolve(undefined)),
    failed: ({ version }) =>
      void this.#settle('connect', ({ resolve, reject }) => {
        const isOurs = VERSIONS.includes(version as string);
        if (isOurs) resolve(version);
        else reject(new ChatError('protocol', 'the server speaks another version of DDP'));
      }),
    result: ({ id, result, error }) =>
      void this.#settle(id, ({ resolve, reject }) => {
        if (isWire(error)) reject(this.#listener.toError(error));
        else resolve(result);
      }),
    ready: ({ subs }) => {
      for (const id of Array.isArray(subs) ? subs : []) this.#settle(id, ({ resolve }) => resolve(undefined));
    },
    nosub: ({ id, error }) => {
      const refusal = this.#listener.toError(isWire(error) ? error : {});
      // A subscription that the server ends later would leave us deaf without knowing it.
      if (!this.#settle(id, ({ reject }) => reject(refusal)) && this.#ready.has(id as string)) this.#lose(refusal);
    },
    changed: (frame) => {
      const { collection, fields } = frame;
      const { eventName, args } = isWire(fields) ? fields : ({} as Wire);
      const isEvent = typeof collection === 'string' && typeof eventName === 'string' && Array.isArray(args);
      if (isEvent) this.#listener.onChanged(collection, eventName, args);
      else this.#listener.onRaw('changed', frame);
    },
  };
}

function readFrame(data: unknown): Wire | undefined {
  if (typeof data !== 'string' || data.length > MAX_FRAME) return undefined;
  try {
    const frame = parseEjson(data);
    return isWire(frame) ? frame : undefined;
  } catch {
    return undefined; // not JSON; told as raw
  }
}
