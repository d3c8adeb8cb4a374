import { textOf } from './columns.js';
import type { Sqlite } from './sqlite.js';

/** Named values that outlive a restart: availability, site settings. */
export class SettingStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  /** The value, or undefined when never set. */
  get(name: string): string | undefined {
    const row = this.#db.get('SELECT value FROM settings WHERE name = ?', name);
    return row && textOf(row, 'value');
  }

  /** Sets or replaces. */
  set(name: string, value: string): void {
    this.#db.replace('settings', { name, value });
  }

  remove(name: string): void {
    this.#db.run('DELETE FROM settings WHERE name = ?', name);
  }
}
