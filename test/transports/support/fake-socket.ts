/** A WebSocket without a wire: a test says what the server does, and sees what was sent. */
export class FakeSocket {
  static all: FakeSocket[] = [];
  readonly url: string;
  readonly sent: string[] = [];
  readyState = 0;
  binaryType = 'blob';
  bufferedAmount = 0;
  onopen: ((event: Event) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;

  constructor(url: string) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    return FakeSocket.all.at(-1)!;
  }

  send(data: string | ArrayBuffer): void {
    this.sent.push(typeof data === 'string' ? data : toHex(data));
  }

  /** Our own side closes; the server never answers. */
  close(): void {
    this.readyState = 2;
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
  }

  receive(data: unknown): void {
    this.onmessage?.(new MessageEvent('message', { data }));
  }

  /** The other side closes, or the network does. */
  drop(): void {
    this.readyState = 3;
    this.onerror?.(new Event('error'));
    this.onclose?.(new Event('close') as CloseEvent);
  }
}

const toHex = (data: ArrayBuffer): string =>
  `hex ${[...new Uint8Array(data)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
