import type { Visitor } from '../conversation/model.js';
import { jsonOf, toJson, withoutNulls } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';

/** Rows of visitors and of the tokens that open them. */
export class VisitorStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  find(id: string): Visitor | undefined {
    const row = this.#db.get('SELECT * FROM visitors WHERE id = ?', id);
    return row && toVisitor(row);
  }

  /** The visitor whose external id was proved, of one site. */
  findVerified(site: string, externalId: string): Visitor | undefined {
    const row = this.#db.get(
      'SELECT * FROM visitors WHERE site = ? AND external_id = ? AND external_verified = 1',
      site,
      externalId,
    );
    return row && toVisitor(row);
  }

  /** Everybody who names the same external id, proved or not: one person to the operator. */
  findByExternalId(site: string, externalId: string): Visitor[] {
    return this.#db
      .all('SELECT * FROM visitors WHERE site = ? AND external_id = ?', site, externalId)
      .map(toVisitor);
  }

  /** The most recently seen first. */
  recent(limit: number): Visitor[] {
    return this.#db.all('SELECT * FROM visitors ORDER BY seen_at DESC LIMIT ?', limit).map(toVisitor);
  }

  /** Of one site, the most recently seen first. */
  ofSite(site: string, limit: number): Visitor[] {
    return this.#db
      .all('SELECT * FROM visitors WHERE site = ? ORDER BY seen_at DESC LIMIT ?', site, limit)
      .map(toVisitor);
  }

  /** Those not seen since a time of whom nothing is known: no words, no name, no proved id. */
  unused(before: string, limit: number): Visitor[] {
    return this.#db
      .all(
        `SELECT * FROM visitors WHERE seen_at < ? AND external_verified = 0 AND coalesce(name, email, phone, labels) IS NULL
           AND NOT EXISTS (SELECT 1 FROM conversations WHERE visitor_id = visitors.id)
           AND NOT EXISTS (SELECT 1 FROM offline_messages WHERE visitor_id = visitors.id) LIMIT ?`,
        before,
        limit,
      )
      .map(toVisitor);
  }

  /** Inserts or replaces the whole row. */
  save(visitor: Visitor): void {
    this.#db.replace('visitors', {
      id: visitor.id,
      site: visitor.site,
      external_id: visitor.externalId,
      external_verified: visitor.externalVerified ? 1 : 0,
      name: visitor.name,
      email: visitor.email,
      phone: visitor.phone,
      fields: toJson(visitor.fields),
      labels: toJson(visitor.labels),
      consent: toJson(visitor.consent),
      locale: visitor.locale,
      page: toJson(visitor.page),
      department_id: visitor.department,
      conversation_id: visitor.conversationId,
      created_at: visitor.createdAt,
      seen_at: visitor.seenAt,
    });
  }

  remove(id: string): void {
    this.#db.run('DELETE FROM visitors WHERE id = ?', id);
  }

  addToken(hash: string, visitorId: string, createdAt: string): void {
    this.#db.insert('tokens', { hash, visitor_id: visitorId, created_at: createdAt });
  }

  /** The visitor a token belongs to. */
  ownerOfToken(hash: string): Visitor | undefined {
    const row = this.#db.get(
      'SELECT visitors.* FROM tokens JOIN visitors ON visitors.id = tokens.visitor_id WHERE tokens.hash = ?',
      hash,
    );
    return row && toVisitor(row);
  }
}

function toVisitor(row: Row): Visitor {
  return withoutNulls<Visitor>({
    id: row['id'],
    site: row['site'],
    externalId: row['external_id'],
    externalVerified: row['external_verified'] === 1,
    name: row['name'],
    email: row['email'],
    phone: row['phone'],
    fields: jsonOf(row, 'fields') ?? null,
    labels: jsonOf(row, 'labels') ?? null,
    consent: jsonOf(row, 'consent') ?? null,
    locale: row['locale'],
    page: jsonOf(row, 'page') ?? null,
    department: row['department_id'],
    conversationId: row['conversation_id'],
    createdAt: row['created_at'],
    seenAt: row['seen_at'],
  });
}
