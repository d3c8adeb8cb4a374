import type { TransportContext } from '../../core/transport.js';
import { ChatError } from '../../core/errors.js';
import { toNetworkError } from '../http.js';
import { limited } from '../limited.js';
import type { IoOptions, IoSocket, OpenIo } from './expertflow-io.js';
import { folded, words } from './expertflow-wire.js';

/** Milliseconds for a connection to stand; some proxies swallow the handshake of a WebSocket. */
const OPEN_MS = 8_000;
/** Milliseconds between pings where the server names none, and what is granted beyond them. */
const PING_MS = 25_000;
const GRACE_MS = 5_000;

/** A connection that stands. */
export type LiveSocket = {
  /** Resolves when the bytes have left this page. Nothing else is known of a server that never answers. */
  emit(event: string, payload: unknown, onAck?: (...values: unknown[]) => void): Promise<void>;
  /** Bytes that one frame may have. */
  readonly maxPayload: number;
  close(): void;
};

export type SocketRequest = {
  open: OpenIo;
  /** Of the server, and the path of its Socket.IO. */
  origin: string;
  path: string;
  transport: IoOptions['transport'];
  /** Ends the connection, whatever its state. */
  signal: AbortSignal;
  onEvent: IoOptions['onEvent'];
  /** The connection is gone; never called after `close`. */
  onLost(error: ChatError): void;
};

/**
 * Opens one connection by the official client.
 * @throws ChatError `network` or `timeout`, retryable; `aborted`
 */
export function openSocket(context: TransportContext, request: SocketRequest): Promise<LiveSocket> {
  const { signal, onLost } = request;
  const limits = { timeoutMs: OPEN_MS, signals: [signal] };
  return limited(context.clock, limits, (trying) => {
    return new Promise<LiveSocket>((resolve, reject) => {
      let fail: (error: ChatError) => void = reject;
      const line = follow(context, request, (error) => fail(error));
      trying.addEventListener('abort', line.close);
      line.socket.on('connect', () => {
        fail = onLost;
        trying.removeEventListener('abort', line.close);
        signal.addEventListener('abort', line.close);
        resolve(line);
      });
    });
  });
}

type Line = LiveSocket & { socket: IoSocket };

/** A connection that is being opened, and what ends it: an error, the server, or silence. */
function follow(context: TransportContext, request: SocketRequest, fail: (error: ChatError) => void): Line {
  const { open, origin, path, transport, signal, onEvent } = request;
  let isOver = false;
  let cancelWatch = (): void => undefined;
  let patience = PING_MS + GRACE_MS;
  let maxPayload = Infinity;
  const { WebSocket } = context;
  const socket = open(origin, {
    path,
    transport,
    WebSocket,
    // Frames of one piece may follow the one on which the core let go.
    onEvent: (name, values) => void (isOver || onEvent(name, values)),
  });
  const { engine } = socket.io;

  const close = (): void => {
    if (isOver) return;
    isOver = true;
    cancelWatch();
    signal.removeEventListener('abort', close);
    socket.off();
    socket.disconnect();
  };
  const lose = (error: ChatError): void => {
    if (isOver) return;
    close();
    fail(error);
  };
  const alive = (): void => {
    if (isOver) return;
    cancelWatch();
    cancelWatch = context.clock.setTimer(() => {
      lose(new ChatError('timeout', 'the connection fell silent', { retryable: true }));
    }, patience);
  };

  engine.on('handshake', (value) => {
    const told = folded(value);
    patience = (Number(words(told['pinginterval'])) || PING_MS) + GRACE_MS;
    maxPayload = Number(words(told['maxpayload'])) || Infinity;
  });
  engine.on('packet', alive);
  for (const event of ['connect_error', 'error', 'disconnect']) {
    socket.on(event, (cause) => lose(toNetworkError(false, cause)));
  }
  return {
    socket,
    close,
    get maxPayload() {
      return maxPayload;
    },
    emit(event, payload, onAck) {
      const values = onAck ? [payload, (...told: unknown[]) => void (isOver || onAck(...told))] : [payload];
      socket.emit(event, ...values);
      return new Promise((done) => engine.once('drain', done));
    },
  };
}
