import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PanelClock } from './page-clock.js';

/** Renders its host again when something on screen becomes untrue by the passing of time. */
export class Wake implements ReactiveController {
  #host: ReactiveControllerHost;
  #cancel: (() => void) | undefined;
  #next = Infinity;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Called while rendering; the earliest wish counts. */
  at(clock: PanelClock, time: number): void {
    if (time >= this.#next) return;
    this.#cancel?.();
    this.#next = time;
    this.#cancel = clock.setTimer(() => this.#host.requestUpdate(), Math.max(0, time - clock.now()));
  }

  /** Each rendering states its wishes anew. */
  hostUpdate(): void {
    this.hostDisconnected();
  }

  hostDisconnected(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#next = Infinity;
  }
}
