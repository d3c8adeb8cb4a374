import type { UnitOfWork } from './unit-of-work.js';

/** What an open console hears. Not durable: a console reloads its lists whenever it connects. */
export type OperatorEvent = { type: string; data: unknown };

/** Live events for everybody who is signed in as operator. */
export class OperatorFeed {
  readonly #work: UnitOfWork;
  readonly #listeners = new Map<(event: OperatorEvent) => void, string | undefined>();
  readonly #observers = new Set<(event: OperatorEvent) => void>();

  constructor(work: UnitOfWork) {
    this.#work = work;
  }

  /** True while at least one console is open. */
  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** True while somebody has this visitor's messages in front of them. */
  isWatchedFor(visitorId: string): boolean {
    return [...this.#listeners.values()].some((only) => only === undefined || only === visitorId);
  }

  /** Tells all consoles, after the commit. */
  publish(type: string, data: unknown): void {
    for (const observer of [...this.#observers]) observer({ type, data });
    this.#work.after(() => {
      for (const listener of [...this.#listeners.keys()]) listener({ type, data });
    });
  }

  /**
   * Follows; answers the function that stops.
   * @param only the one visitor that this console is about
   */
  subscribe(listener: (event: OperatorEvent) => void, only?: string): () => void {
    this.#listeners.set(listener, only);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Hears at once, inside the transaction if there is one, so that what it writes is stored together
   * with the change. It is nobody who reads, and must not throw. Answers the function that stops.
   */
  observe(observer: (event: OperatorEvent) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }
}
