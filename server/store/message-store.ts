import type { Attachment, Author, Extras, Message, StoredMessage } from '../conversation/model.js';
import { jsonOf, textOf, toJson, withoutNulls } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';

/** Which messages to read: of a visitor or of one conversation, around an order number. */
export type MessageRange = {
  of: { visitorId: string } | { conversationId: string };
  before?: number;
  after?: number;
  limit: number;
};

/** Rows of messages; `seq` is the order everybody sees. */
export class MessageStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  find(id: string): StoredMessage | undefined {
    const row = this.#db.get('SELECT * FROM messages WHERE id = ? AND deleted_at IS NULL', id);
    return row && toStored(row);
  }

  /** The message this visitor already sent under this key: deleted ones count, they were delivered once. */
  findByLocalId(visitorId: string, localId: string): StoredMessage | undefined {
    const row = this.#db.get('SELECT * FROM messages WHERE visitor_id = ? AND local_id = ?', visitorId, localId);
    return row && toStored(row);
  }

  /** What remains known of a message even after its deletion. */
  traceOf(id: string): { conversationId: string; localId?: string } | undefined {
    const row = this.#db.get('SELECT conversation_id AS conversationId, local_id AS localId FROM messages WHERE id = ?', id);
    return row && withoutNulls(row);
  }

  insert(visitorId: string, { author, attachments, quickReplies, cards, notice, ...message }: Message): void {
    this.#db.insert('messages', {
      id: message.id,
      visitor_id: visitorId,
      conversation_id: message.conversationId,
      local_id: message.localId,
      author: toJson(author),
      role: author.role,
      text: message.text,
      format: message.format,
      attachments: toJson(attachments),
      extras: toJson({ quickReplies, cards, notice }),
      created_at: message.createdAt,
    });
  }

  setText(id: string, text: string, editedAt: string | undefined): void {
    this.#db.run('UPDATE messages SET text = ?, edited_at = ? WHERE id = ?', text, editedAt ?? null, id);
  }

  /** Keeps the row (its key stays taken) but none of its words. */
  blank(id: string, at: string): void {
    this.#db.run(
      "UPDATE messages SET text = '', attachments = '[]', extras = NULL, deleted_at = ? WHERE id = ?",
      at,
      id,
    );
  }

  /** One page, ascending. Newest ones without `before` and `after`. */
  page(range: MessageRange): { messages: StoredMessage[]; hasMore: boolean } {
    const byVisitor = 'visitorId' in range.of;
    const owner = 'visitorId' in range.of ? range.of.visitorId : range.of.conversationId;
    const forward = range.after !== undefined;
    const edge = forward ? 'seq > ?' : 'seq < ?';
    const rows = this.#db.all(
      `SELECT * FROM messages WHERE ${byVisitor ? 'visitor_id' : 'conversation_id'} = ? AND ${edge}
         AND deleted_at IS NULL ORDER BY seq ${forward ? 'ASC' : 'DESC'} LIMIT ?`,
      owner,
      range.after ?? range.before ?? Number.MAX_SAFE_INTEGER,
      range.limit + 1,
    );
    const hasMore = rows.length > range.limit;
    const messages = rows.slice(0, range.limit).map(toStored);
    return { messages: forward ? messages : messages.reverse(), hasMore };
  }

  /** The newest messages of all visitors of a site, ascending. */
  recentOfSite(site: string, limit: number): StoredMessage[] {
    return this.#db
      .all(
        `SELECT messages.* FROM messages JOIN visitors ON visitors.id = messages.visitor_id
         WHERE visitors.site = ? AND deleted_at IS NULL ORDER BY seq DESC LIMIT ?`,
        site,
        limit,
      )
      .map(toStored)
      .reverse();
  }

  /** How many visitor messages lie after an order number. */
  countFromVisitor(conversationId: string, afterSeq: number): number {
    const row = this.#db.get(
      `SELECT count(*) AS n FROM messages
       WHERE conversation_id = ? AND seq > ? AND role = 'visitor' AND deleted_at IS NULL`,
      conversationId,
      afterSeq,
    );
    return Number(row?.['n'] ?? 0);
  }

  moveToConversation(from: string, to: string): void {
    this.#db.run('UPDATE messages SET conversation_id = ? WHERE conversation_id = ?', to, from);
  }
}

function toStored(row: Row): StoredMessage {
  const message: Message = {
    id: textOf(row, 'id'),
    conversationId: textOf(row, 'conversation_id'),
    author: jsonOf<Author>(row, 'author') ?? { role: 'system' },
    text: textOf(row, 'text'),
    format: textOf(row, 'format') === 'markdown' ? 'markdown' : 'plain',
    attachments: jsonOf<Attachment[]>(row, 'attachments') ?? [],
    createdAt: textOf(row, 'created_at'),
    ...withoutNulls<Pick<Message, 'localId' | 'editedAt'>>({ localId: row['local_id'], editedAt: row['edited_at'] }),
    ...jsonOf<Extras>(row, 'extras'),
  };
  return { seq: Number(row['seq']), visitorId: textOf(row, 'visitor_id'), message };
}
