import { withoutNulls } from './columns.js';
import type { Sqlite } from './sqlite.js';

/** One event on its way to one receiver. */
export type Delivery = {
  id: string;
  webhookId: string;
  visitorId: string;
  type: string;
  body: string;
  attempts: number;
  /** Milliseconds since 1970. */
  due: number;
};

/** Rows of deliveries that have not been taken yet. */
export class WebhookStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  insert({ webhookId, visitorId, due, ...columns }: Delivery): void {
    this.#db.insert('webhook_deliveries', { ...columns, webhook_id: webhookId, visitor_id: visitorId, due_ms: due });
  }

  /** The next one of each receiver and customer, the most urgent first: their order is kept. */
  heads(limit: number): Delivery[] {
    return this.#db
      .all(
        `SELECT id, webhook_id AS webhookId, visitor_id AS visitorId, type, body, attempts, due_ms AS due
         FROM webhook_deliveries WHERE number IN
           (SELECT min(number) FROM webhook_deliveries GROUP BY webhook_id, visitor_id)
         ORDER BY due_ms, number LIMIT ?`,
        limit,
      )
      .map((row) => withoutNulls(row));
  }

  count(webhookId: string): number {
    const row = this.#db.get('SELECT count(*) AS n FROM webhook_deliveries WHERE webhook_id = ?', webhookId);
    return Number(row?.['n'] ?? 0);
  }

  postpone(id: string, attempts: number, due: number): void {
    this.#db.run('UPDATE webhook_deliveries SET attempts = ?, due_ms = ? WHERE id = ?', attempts, due, id);
  }

  remove(id: string): void {
    this.#db.run('DELETE FROM webhook_deliveries WHERE id = ?', id);
  }

  /** A receiver that is gone gets nothing more. */
  removeFor(webhookId: string): void {
    this.#db.run('DELETE FROM webhook_deliveries WHERE webhook_id = ?', webhookId);
  }
}
