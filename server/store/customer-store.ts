import { textOf, withoutNulls } from './columns.js';
import type { Sqlite } from './sqlite.js';

const columns = 'visitor_id AS visitorId, status, unread, agent_id AS agentId, team_id AS teamId, changed_at AS changedAt';

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
    const row = this.#db.get(`SELECT ${columns} FROM customers WHERE visitor_id = ?`, visitorId);
    return row && withoutNulls<CustomerRow>(row);
  }

  /** Those that changed at or after a time, the longest ago first. */
  changedSince(since: string, status: CustomerStatus | undefined, limit: number): CustomerRow[] {
    return this.#db
      .all(
        `SELECT ${columns} FROM customers WHERE changed_at >= ? AND (? = '' OR status = ?)
         ORDER BY changed_at, rowid LIMIT ?`,
        since,
        status ?? '',
        status ?? '',
        limit,
      )
      .map((row) => withoutNulls<CustomerRow>(row));
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
      .all(`SELECT ${columns} FROM customers WHERE agent_id IS NOT NULL OR team_id IS NOT NULL`)
      .map((row) => withoutNulls<CustomerRow>(row));
  }

  /** Inserts or replaces the whole row. */
  save({ visitorId, status, unread, agentId, teamId, changedAt }: CustomerRow): void {
    this.#db.replace('customers', {
      visitor_id: visitorId,
      status,
      unread,
      agent_id: agentId,
      team_id: teamId,
      changed_at: changedAt,
    });
  }
}
