import { optionalTextOf, textOf } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';
import { withDefined } from './with-defined.js';

export type CustomerStatus = 'UNREAD' | 'UNRESOLVED' | 'DONE';

/** How far a visitor's conversation has come, for whoever manages visitors as customers. */
export type CustomerRow = {
  visitorId: string;
  status: CustomerStatus;
  /** Their messages that no agent has read, when last told. */
  unread: number;
  agentId?: string;
  teamId?: string;
  changedAt: string;
};

/** Rows of customers: visitors that have written, or were routed. */
export class CustomerStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  find(visitorId: string): CustomerRow | undefined {
    const row = this.#db.get('SELECT * FROM customers WHERE visitor_id = ?', visitorId);
    return row && toCustomer(row);
  }

  /** Those that changed at or after a time, the longest ago first. */
  changedSince(since: string, status: CustomerStatus | undefined, limit: number): CustomerRow[] {
    return this.#db
      .all(
        `SELECT * FROM customers WHERE changed_at >= ? AND (? = '' OR status = ?)
         ORDER BY changed_at, rowid LIMIT ?`,
        since,
        status ?? '',
        status ?? '',
        limit,
      )
      .map(toCustomer);
  }

  /** How many conversations that are not done each agent has. */
  load(): ReadonlyMap<string, number> {
    const rows = this.#db.all(
      "SELECT agent_id, count(*) AS n FROM customers WHERE agent_id IS NOT NULL AND status <> 'DONE' GROUP BY agent_id",
    );
    return new Map(rows.map((row) => [textOf(row, 'agent_id'), Number(row['n'])]));
  }

  /** Everybody who is routed to somebody. */
  assigned(): CustomerRow[] {
    return this.#db
      .all('SELECT * FROM customers WHERE agent_id IS NOT NULL OR team_id IS NOT NULL')
      .map(toCustomer);
  }

  /** Inserts or replaces the whole row. */
  save({ visitorId, status, unread, agentId, teamId, changedAt }: CustomerRow): void {
    this.#db.run(
      `INSERT INTO customers (visitor_id, status, unread, agent_id, team_id, changed_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (visitor_id) DO UPDATE SET status = excluded.status, unread = excluded.unread,
         agent_id = excluded.agent_id, team_id = excluded.team_id, changed_at = excluded.changed_at`,
      visitorId,
      status,
      unread,
      agentId ?? null,
      teamId ?? null,
      changedAt,
    );
  }

  /** After a merge; the survivor's own row stays as it is. */
  moveToVisitor(from: string, to: string): void {
    this.#db.run('UPDATE OR IGNORE customers SET visitor_id = ? WHERE visitor_id = ?', to, from);
    this.removeOf(from);
  }

  removeOf(visitorId: string): void {
    this.#db.run('DELETE FROM customers WHERE visitor_id = ?', visitorId);
  }
}

function toCustomer(row: Row): CustomerRow {
  const customer: CustomerRow = {
    visitorId: textOf(row, 'visitor_id'),
    status: textOf(row, 'status') as CustomerStatus,
    unread: Number(row['unread']),
    changedAt: textOf(row, 'changed_at'),
  };
  return withDefined(customer, { agentId: optionalTextOf(row, 'agent_id'), teamId: optionalTextOf(row, 'team_id') });
}
