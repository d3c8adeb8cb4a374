import type { EventEmitter } from 'node:events';

/** Far more than an office full of people with several tabs; each is a request under way or a socket. */
const mostOpen = 300;

/** Calls under way, by caller: nobody keeps so many open that others find no room. */
export class OpenCalls {
  readonly #open = new Map<string, number>();

  /**
   * Takes a call in until `life` closes; this machine's own are not counted.
   * @returns false when the caller has too many
   */
  enter(caller: string | undefined, life: EventEmitter): boolean {
    if (caller === undefined) return true;
    const open = this.#open.get(caller) ?? 0;
    if (open >= mostOpen) return false;
    this.#open.set(caller, open + 1);
    life.once('close', () => this.#leave(caller));
    return true;
  }

  #leave(caller: string): void {
    const left = (this.#open.get(caller) ?? 1) - 1;
    if (left > 0) this.#open.set(caller, left);
    else this.#open.delete(caller);
  }
}
