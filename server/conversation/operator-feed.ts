import type { UnitOfWork } from './unit-of-work.js';

/** What an open console hears. Not durable: a console reloads its lists whenever it connects. */
export type OperatorEvent = { type: string; data: unknown };

/** Live events for everybody who is signed in as operator. */
export class OperatorFeed {
  readonly #work: UnitOfWork;
  readonly #listeners = new Set<(event: OperatorEvent) => void>();

  constructor(work: UnitOfWork) {
    this.#work = work;
  }

  /** True while at least one console is open. */
  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Tells all consoles, after the commit. */
  publish(type: string, data: unknown): void {
    this.#work.after(() => {
      for (const listener of [...this.#listeners]) listener({ type, data });
    });
  }

  /** Follows; answers the function that stops. */
  subscribe(listener: (event: OperatorEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
