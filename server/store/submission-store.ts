import type { OfflineMessage } from '../conversation/model.js';
import { jsonOf, textOf } from './columns.js';
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
    this.#db.run(
      'INSERT INTO offline_messages (id, visitor_id, form, created_at) VALUES (?, ?, ?, ?)',
      message.id,
      message.visitorId,
      JSON.stringify(message.values),
      message.createdAt,
    );
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
    this.#db.run(
      'INSERT INTO outbox (id, visitor_id, recipient, subject, body, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      mail.id,
      mail.visitorId,
      mail.recipient,
      mail.subject,
      mail.body,
      mail.createdAt,
    );
  }

  /** Oldest first, as a mailer would take them. */
  mails(): OutboxMail[] {
    return this.#db.all('SELECT * FROM outbox ORDER BY rowid').map((row) => ({
      id: textOf(row, 'id'),
      visitorId: textOf(row, 'visitor_id'),
      recipient: textOf(row, 'recipient'),
      subject: textOf(row, 'subject'),
      body: textOf(row, 'body'),
      createdAt: textOf(row, 'created_at'),
    }));
  }

  moveToVisitor(from: string, to: string): void {
    this.#db.run('UPDATE offline_messages SET visitor_id = ? WHERE visitor_id = ?', to, from);
    this.#db.run('UPDATE outbox SET visitor_id = ? WHERE visitor_id = ?', to, from);
  }

  removeOf(visitorId: string): void {
    this.#db.run('DELETE FROM offline_messages WHERE visitor_id = ?', visitorId);
    this.#db.run('DELETE FROM outbox WHERE visitor_id = ?', visitorId);
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
