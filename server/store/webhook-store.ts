import { textOf } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';

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

  insert({ id, webhookId, visitorId, type, body, attempts, due }: Delivery): void {
    this.#db.run(
      'INSERT INTO webhook_deliveries (id, webhook_id, visitor_id, type, body, attempts, due_ms) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      webhookId,
      visitorId,
      type,
      body,
      attempts,
      due,
    );
  }

  /** The next one of each receiver and customer, the most urgent first: their order is kept. */
  heads(limit: number): Delivery[] {
    return this.#db
      .all(
        `SELECT * FROM webhook_deliveries WHERE number IN
           (SELECT min(number) FROM webhook_deliveries GROUP BY webhook_id, visitor_id)
         ORDER BY due_ms, number LIMIT ?`,
        limit,
      )
      .map(toDelivery);
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

  moveToVisitor(from: string, to: string): void {
    this.#db.run('UPDATE webhook_deliveries SET visitor_id = ? WHERE visitor_id = ?', to, from);
  }

  removeOf(visitorId: string): void {
    this.#db.run('DELETE FROM webhook_deliveries WHERE visitor_id = ?', visitorId);
  }
}

function toDelivery(row: Row): Delivery {
  return {
    id: textOf(row, 'id'),
    webhookId: textOf(row, 'webhook_id'),
    visitorId: textOf(row, 'visitor_id'),
    type: textOf(row, 'type'),
    body: textOf(row, 'body'),
    attempts: Number(row['attempts']),
    due: Number(row['due_ms']),
  };
}
