import type { Conversation, ConversationState } from '../conversation/model.js';
import { withoutNulls } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';

const columns = `id, visitor_id AS visitorId, state, department_id AS department, created_at AS createdAt, ended_at AS endedAt,
  ended_by AS endedBy, score, comment, visitor_read AS visitorRead, visitor_delivered AS visitorDelivered, operator_read AS operatorRead`;

/** Rows of conversations. */
export class ConversationStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  find(id: string): Conversation | undefined {
    const row = this.#db.get(`SELECT ${columns} FROM conversations WHERE id = ?`, id);
    return row && toConversation(row);
  }

  /** The newest one of a visitor, ended or not. */
  latestOf(visitorId: string): Conversation | undefined {
    const row = this.#db.get(
      `SELECT ${columns} FROM conversations WHERE visitor_id = ? ORDER BY created_at DESC, rowid DESC LIMIT 1`,
      visitorId,
    );
    return row && toConversation(row);
  }

  /** All of one visitor, or the newest of everybody; most recent message (or beginning) first. */
  list(filter: { visitorId?: string; limit: number }): Conversation[] {
    const where = filter.visitorId === undefined ? '' : 'WHERE visitor_id = ?';
    const values = filter.visitorId === undefined ? [filter.limit] : [filter.visitorId, filter.limit];
    return this.#db
      .all(
        `SELECT ${columns} FROM conversations ${where}
         ORDER BY coalesce((SELECT created_at FROM messages WHERE conversation_id = conversations.id
           ORDER BY seq DESC LIMIT 1), created_at) DESC,
           (SELECT max(seq) FROM messages WHERE conversation_id = conversations.id) DESC, rowid DESC LIMIT ?`,
        ...values,
      )
      .map(toConversation);
  }

  /** Those that wait for an operator, the longest waiting first. */
  queued(): Conversation[] {
    return this.#db
      .all(`SELECT ${columns} FROM conversations WHERE state = 'queued' ORDER BY created_at, rowid`)
      .map(toConversation);
  }

  insert({ id, visitorId, state, department, createdAt }: Conversation): void {
    this.#db.insert('conversations', { id, visitor_id: visitorId, state, department_id: department, created_at: createdAt });
  }

  setState(id: string, state: ConversationState): void {
    this.#db.run('UPDATE conversations SET state = ? WHERE id = ?', state, id);
  }

  end(id: string, by: string, at: string): void {
    this.#db.run("UPDATE conversations SET state = 'ended', ended_by = ?, ended_at = ? WHERE id = ?", by, at, id);
  }

  setDepartment(id: string, department: string): void {
    this.#db.run('UPDATE conversations SET department_id = ? WHERE id = ?', department, id);
  }

  rate(id: string, score: number, comment: string | undefined): void {
    this.#db.run('UPDATE conversations SET score = ?, comment = ? WHERE id = ?', score, comment ?? null, id);
  }

  /** Moves a mark forward, never back; answers whether it moved. */
  advance(id: string, mark: 'visitor_read' | 'visitor_delivered' | 'operator_read', seq: number): boolean {
    const sql = `UPDATE conversations SET ${mark} = ? WHERE id = ? AND ${mark} < ?`;
    return this.#db.run(sql, seq, id, seq).changes > 0;
  }

  remove(id: string): void {
    this.#db.run('DELETE FROM conversations WHERE id = ?', id);
  }
}

function toConversation(row: Row): Conversation {
  const { score, comment, ...conversation } = withoutNulls<Conversation & { score?: number; comment?: string }>(row);
  return score === undefined ? conversation : { ...conversation, rating: { score, comment } };
}
