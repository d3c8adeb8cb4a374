import { textOf } from './columns.js';
import type { Sqlite } from './sqlite.js';

/**
 * Names that a protocol has for visitors, conversations and messages of ours, by kind
 * (`rocketchat.room`): some let the visitor choose an id, some want numbers.
 */
export class AliasStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  /** Gives `id` a name of that kind; answers its number, which is never given twice. Idempotent. */
  add(kind: string, alias: string, id: string, visitorId: string): number {
    this.#db.run(
      'INSERT INTO aliases (kind, alias, id, visitor_id) VALUES (?, ?, ?, ?) ON CONFLICT (kind, alias) DO NOTHING',
      kind,
      alias,
      id,
      visitorId,
    );
    return this.numberOf(kind, alias) ?? 0;
  }

  /** What the name stands for. */
  idOf(kind: string, alias: string): string | undefined {
    const row = this.#db.get('SELECT id FROM aliases WHERE kind = ? AND alias = ?', kind, alias);
    return row && textOf(row, 'id');
  }

  /** The number of a name that was given. */
  numberOf(kind: string, alias: string): number | undefined {
    const row = this.#db.get('SELECT number FROM aliases WHERE kind = ? AND alias = ?', kind, alias);
    return row && Number(row['number']);
  }

  /** What the number stands for. */
  idOfNumber(kind: string, number: number): string | undefined {
    const row = this.#db.get('SELECT id FROM aliases WHERE kind = ? AND number = ?', kind, number);
    return row && textOf(row, 'id');
  }

  /** The newest name of something. */
  aliasOf(kind: string, id: string): string | undefined {
    const row = this.#db.get('SELECT alias FROM aliases WHERE kind = ? AND id = ? ORDER BY number DESC', kind, id);
    return row && textOf(row, 'alias');
  }

  /** All names of one kind, the oldest first. */
  list(kind: string): { alias: string; id: string }[] {
    return this.#db
      .all('SELECT alias, id FROM aliases WHERE kind = ? ORDER BY number', kind)
      .map((row) => ({ alias: textOf(row, 'alias'), id: textOf(row, 'id') }));
  }

  /** Takes a name back; it may be given anew. */
  remove(kind: string, alias: string): void {
    this.#db.run('DELETE FROM aliases WHERE kind = ? AND alias = ?', kind, alias);
  }
}
