import { SilenceGate } from '../silence-gate.js';
import type { StreamShaper } from '../stream-shaper.js';

type Wire = { write(data: string | Uint8Array): void; destroy(): void };

/** The way out of one socket, where faults may delay, double or reorder what is sent. */
export class ShapedOutput {
  readonly #shaper: StreamShaper;
  readonly #wire: Wire;
  /** Closed by a fault it holds answers back as well. */
  readonly #gate: SilenceGate<string | Uint8Array>;
  #visitorId = '';
  #forget: () => void;

  constructor(shaper: StreamShaper, wire: Wire) {
    this.#shaper = shaper;
    this.#wire = wire;
    this.#gate = new SilenceGate(() => shaper.silentFor(this.#visitorId), (data) => wire.write(data));
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
    for (const chunk of chunks) this.#gate.pass(chunk);
  }

  end(): void {
    this.#gate.close();
    this.#forget();
  }

  #register(): () => void {
    return this.#shaper.opened({
      visitorId: this.#visitorId,
      write: (chunk) => this.#wire.write(chunk),
      destroy: () => this.#wire.destroy(),
    });
  }
}
