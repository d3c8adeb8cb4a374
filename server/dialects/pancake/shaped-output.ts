import type { StreamShaper } from '../stream-shaper.js';

type Wire = { write(data: string | Uint8Array): void; destroy(): void };

/** The way out of one socket, where faults may delay, double or reorder what is sent. */
export class ShapedOutput {
  readonly #shaper: StreamShaper;
  readonly #wire: Wire;
  #visitorId = '';
  #forget: () => void;
  #held: (string | Uint8Array)[] = [];
  #release: ReturnType<typeof setTimeout> | undefined;

  constructor(shaper: StreamShaper, wire: Wire) {
    this.#shaper = shaper;
    this.#wire = wire;
    this.#forget = this.#register();
  }

  /** Whom the socket speaks for; undefined until a visitor has joined. */
  get visitorId(): string | undefined {
    return this.#visitorId || undefined;
  }

  belongsTo(visitorId: string): void {
    this.#forget();
    this.#visitorId = visitorId;
    this.#forget = this.#register();
  }

  /** @param isEvent something that happened, as opposed to an answer: only these are doubled and reordered */
  send(data: string | Uint8Array, isEvent: boolean): void {
    const chunks = isEvent && typeof data === 'string' ? this.#shaper.shape(this.#visitorId, data) : [data];
    for (const chunk of chunks) this.#pass(chunk);
  }

  end(): void {
    clearTimeout(this.#release);
    this.#held = [];
    this.#forget();
  }

  #register(): () => void {
    return this.#shaper.opened({
      visitorId: this.#visitorId,
      write: (chunk) => this.#wire.write(chunk),
      destroy: () => this.#wire.destroy(),
    });
  }

  /** While a fault silences the visitor everything waits, answers included. */
  #pass(chunk: string | Uint8Array): void {
    const silentFor = this.#shaper.silentFor(this.#visitorId);
    if (silentFor === 0 && this.#held.length === 0) {
      this.#wire.write(chunk);
      return;
    }
    this.#held.push(chunk);
    this.#release ??= setTimeout(() => this.#flush(), silentFor);
  }

  #flush(): void {
    this.#release = undefined;
    for (const chunk of this.#held.splice(0)) this.#pass(chunk);
  }
}
