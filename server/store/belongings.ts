import type { Sqlite } from './sqlite.js';

/** Where rows lie that are a visitor's own, each with a `visitor_id`. Events are erased with their log. */
const tables = [
  'messages',
  'conversations',
  'uploads',
  'offline_messages',
  'outbox',
  'aliases',
  'customers',
  'webhook_deliveries',
  'agent_passes',
  'tokens',
] as const;

/** Everything that a visitor has in the database, whatever it is. */
export class Belongings {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  removeOf(visitorId: string): void {
    for (const table of tables) this.#db.run(`DELETE FROM ${table} WHERE visitor_id = ?`, visitorId);
  }

  /** After a merge all is the survivor's, old names and tokens included. */
  move(from: string, to: string): void {
    // A key used on both sides is dropped rather than refused; of two rows as a customer the survivor's stays.
    this.#db.run(
      `UPDATE messages SET local_id = NULL WHERE visitor_id = ? AND local_id IN
         (SELECT local_id FROM messages WHERE visitor_id = ? AND local_id IS NOT NULL)`,
      from,
      to,
    );
    this.#db.run('DELETE FROM customers WHERE visitor_id = ? AND EXISTS (SELECT 1 FROM customers WHERE visitor_id = ?)', from, to);
    this.#db.run('UPDATE aliases SET id = ? WHERE id = ?', to, from);
    for (const table of tables) this.#db.run(`UPDATE ${table} SET visitor_id = ? WHERE visitor_id = ?`, to, from);
  }
}
