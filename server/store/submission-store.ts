import type { OfflineMessage } from '../conversation/model.js';
import { jsonOf, textOf, withoutNulls } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';

export type OutboxMail = {
  id: string;
  visitorId: string;
  recipient: string;
  subject: string;
  body: string;
  createdAt: string;
};

/** Rows of what visitors left behind: offline messages, and mails that wait for a mailer to send them. */
export class SubmissionStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  insertOffline(message: OfflineMessage): void {
    this.#db.insert('offline_messages', {
      id: message.id,
      visitor_id: message.visitorId,
      form: JSON.stringify(message.values),
      created_at: message.createdAt,
    });
  }

  /** Newest first. */
  offline(limit: number): OfflineMessage[] {
    return this.#db
      .all('SELECT * FROM offline_messages ORDER BY created_at DESC, rowid DESC LIMIT ?', limit)
      .map(toOfflineMessage);
  }

  /** Marks as dealt with; answers the message, undefined when there is none. */
  setHandled(id: string, handled: boolean): OfflineMessage | undefined {
    this.#db.run('UPDATE offline_messages SET handled = ? WHERE id = ?', handled ? 1 : 0, id);
    const row = this.#db.get('SELECT * FROM offline_messages WHERE id = ?', id);
    return row && toOfflineMessage(row);
  }

  insertMail(mail: OutboxMail): void {
    const { visitorId, createdAt, ...columns } = mail;
    this.#db.insert('outbox', { ...columns, visitor_id: visitorId, created_at: createdAt });
  }

  /** Oldest first, as a mailer would take them. */
  mails(): OutboxMail[] {
    return this.#db
      .all('SELECT id, visitor_id AS visitorId, recipient, subject, body, created_at AS createdAt FROM outbox ORDER BY rowid')
      .map((row) => withoutNulls(row));
  }
}

function toOfflineMessage(row: Row): OfflineMessage {
  return {
    id: textOf(row, 'id'),
    visitorId: textOf(row, 'visitor_id'),
    values: jsonOf<Record<string, string>>(row, 'form') ?? {},
    handled: Number(row['handled']) === 1,
    createdAt: textOf(row, 'created_at'),
  };
}
