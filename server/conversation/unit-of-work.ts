import type { Sqlite } from '../store/sqlite.js';
import { runAll } from './run-all.js';

/**
 * Writes first, tells afterwards: listeners hear of a change only once it is committed,
 * and never of one that was rolled back.
 */
export class UnitOfWork {
  readonly #db: Sqlite;
  #depth = 0;
  #effects: (() => void)[] = [];

  constructor(database: Sqlite) {
    this.#db = database;
  }

  /** Runs `work` in one transaction, then the effects it asked for. Nested calls join the outer one. */
  run<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.#depth++;
    let effects: (() => void)[] = [];
    try {
      const result = this.#db.transaction(work);
      effects = this.#effects;
      return result;
    } finally {
      this.#depth--;
      this.#effects = [];
      runAll(effects);
    }
  }

  /** Does `effect` after the commit, or at once when nothing is under way. */
  after(effect: () => void): void {
    if (this.#depth === 0) effect();
    else this.#effects.push(effect);
  }
}
