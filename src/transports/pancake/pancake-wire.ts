const CLOSED = 3;
const HANDLERS = ['onopen', 'onerror', 'onmessage', 'onclose'] as const;

/**
 * A class of sockets for the official client. One that it closes is closed at once, as far as the
 * client can see: it would otherwise look with timers of its own until it is.
 */
export function createWireClass(Real: typeof WebSocket): new (url: string) => object {
  return class {
    onopen: unknown;
    onerror: unknown;
    onmessage: unknown;
    onclose: unknown;
    readonly bufferedAmount = 0;
    readonly #real: WebSocket;
    #isOver = false;

    constructor(url: string) {
      const real = (this.#real = new Real(url));
      for (const name of HANDLERS) {
        real[name] = (event: Event) => {
          if (!this.#isOver) (this[name] as (event: Event) => void)(event);
        };
      }
    }

    get readyState(): number {
      return this.#isOver ? CLOSED : this.#real.readyState;
    }

    send(text: string): void {
      this.#real.send(text);
    }

    close(): void {
      this.#isOver = true;
      this.#real.close();
    }
  };
}
