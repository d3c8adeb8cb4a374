import { textOf } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';

/** Owner of events that every visitor gets. */
export const everybody = '*';

export type EventRow = { seq: number; type: string; data: unknown };

/** Rows of the durable event log. Numbers only grow, also over restarts and deletions. */
export class EventStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  /** @param subject a message id whose removal takes its events along */
  append(event: {
    visitorId: string;
    type: string;
    data: unknown;
    subject?: string;
    now: number;
    expires?: number;
  }): number {
    return this.#db.insert('events', {
      visitor_id: event.visitorId,
      type: event.type,
      data: JSON.stringify(event.data),
      subject: event.subject,
      created_ms: event.now,
      expires_ms: event.expires,
    });
  }

  /** What a visitor has not seen after `seq`, oldest first, without what has gone stale. */
  after(visitorId: string, seq: number, now: number): EventRow[] {
    return this.#db
      .all(
        `SELECT seq, type, data FROM events WHERE visitor_id IN (?, '${everybody}') AND seq > ?
           AND (expires_ms IS NULL OR expires_ms > ?) ORDER BY seq`,
        visitorId,
        seq,
        now,
      )
      .map(toEventRow);
  }

  /** A visitor's own events of some types, oldest first, with the time of each (ms). */
  ofTypes(visitorId: string, types: readonly string[]): (EventRow & { at: number })[] {
    return this.#db
      .all(
        `SELECT seq, type, data, created_ms FROM events
         WHERE visitor_id = ? AND type IN (SELECT value FROM json_each(?)) ORDER BY seq`,
        visitorId,
        JSON.stringify(types),
      )
      .map((row) => ({ ...toEventRow(row), at: Number(row['created_ms']) }));
  }

  /** The highest number ever given out. */
  latest(): number {
    return Number(this.#db.get("SELECT seq FROM sqlite_sequence WHERE name = 'events'")?.['seq'] ?? 0);
  }

  /** Drops what is older than `before` (ms); answers the highest number dropped, 0 for none. */
  prune(before: number): number {
    const highest = Number(this.#db.get('SELECT max(seq) AS n FROM events WHERE created_ms < ?', before)?.['n'] ?? 0);
    if (highest > 0) this.#db.run('DELETE FROM events WHERE seq <= ?', highest);
    return highest;
  }

  /** Forgets the events about one message of one type. */
  removeAbout(subject: string, type: string): void {
    this.#db.run('DELETE FROM events WHERE subject = ? AND type = ?', subject, type);
  }

  removeOf(visitorId: string): void {
    this.#db.run('DELETE FROM events WHERE visitor_id = ?', visitorId);
  }
}

function toEventRow(row: Row): EventRow {
  return { seq: Number(row['seq']), type: textOf(row, 'type'), data: JSON.parse(textOf(row, 'data')) as unknown };
}
