/** What a frame is before it is text. */
export type Frame = Record<string, unknown>;

/** A WebSocket whose other end is the test. It opens by itself in the next microtask, unless told otherwise. */
export class ScriptedSocket {
  readyState = 0;
  sent: Frame[] = [];
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly url: string;
  #answer: (frame: Frame, socket: ScriptedSocket) => void;

  constructor(url: string, answer: (frame: Frame, socket: ScriptedSocket) => void) {
    this.url = url;
    this.#answer = answer;
    queueMicrotask(() => {
      if (this.readyState !== 0) return;
      this.readyState = 1;
      this.onopen?.({});
    });
  }

  send(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.sent.push(frame);
    this.#answer(frame, this);
  }

  /** The server says something: a frame, or raw bytes of whatever kind. */
  say(data: unknown): void {
    const isFrame = typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer);
    this.onmessage?.({ data: isFrame ? JSON.stringify(data) : data });
  }

  /** The connection breaks. */
  drop(): void {
    this.readyState = 3;
    this.onerror?.({});
    this.onclose?.({});
  }

  close(): void {
    this.readyState = 3;
  }
}

/** A class for `context.WebSocket`, and the sockets made with it. */
export function scriptedSockets(answer: (frame: Frame, socket: ScriptedSocket) => void): {
  WebSocket: typeof WebSocket;
  sockets: ScriptedSocket[];
} {
  const sockets: ScriptedSocket[] = [];
  class Scripted extends ScriptedSocket {
    constructor(url: string) {
      super(url, answer);
      sockets.push(this);
    }
  }
  return { WebSocket: Scripted as unknown as typeof WebSocket, sockets };
}
