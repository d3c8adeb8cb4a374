import type { Page, Visitor } from '../conversation/model.js';
import { jsonOf, optionalTextOf, textOf, toJson } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';
import { withDefined } from './with-defined.js';

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
    this.#db.run(
      `INSERT OR REPLACE INTO visitors (id, site, external_id, external_verified, name, email, phone, fields, labels,
         consent, locale, page, department_id, conversation_id, created_at, seen_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      visitor.id,
      visitor.site,
      visitor.externalId ?? null,
      visitor.externalVerified ? 1 : 0,
      visitor.name ?? null,
      visitor.email ?? null,
      visitor.phone ?? null,
      toJson(visitor.fields),
      toJson(visitor.labels),
      toJson(visitor.consent),
      visitor.locale ?? null,
      toJson(visitor.page),
      visitor.department ?? null,
      visitor.conversationId ?? null,
      visitor.createdAt,
      visitor.seenAt,
    );
  }

  remove(id: string): void {
    this.#db.run('DELETE FROM visitors WHERE id = ?', id);
  }

  addToken(hash: string, visitorId: string, createdAt: string): void {
    this.#db.run('INSERT INTO tokens (hash, visitor_id, created_at) VALUES (?, ?, ?)', hash, visitorId, createdAt);
  }

  /** The visitor a token belongs to. */
  ownerOfToken(hash: string): Visitor | undefined {
    const row = this.#db.get(
      'SELECT visitors.* FROM tokens JOIN visitors ON visitors.id = tokens.visitor_id WHERE tokens.hash = ?',
      hash,
    );
    return row && toVisitor(row);
  }

  /** After a merge the tokens of the absorbed visitor open the surviving one. */
  moveTokens(from: string, to: string): void {
    this.#db.run('UPDATE tokens SET visitor_id = ? WHERE visitor_id = ?', to, from);
  }

  removeTokens(visitorId: string): void {
    this.#db.run('DELETE FROM tokens WHERE visitor_id = ?', visitorId);
  }
}

function toVisitor(row: Row): Visitor {
  const visitor: Visitor = {
    id: textOf(row, 'id'),
    site: textOf(row, 'site'),
    externalVerified: Number(row['external_verified']) === 1,
    createdAt: textOf(row, 'created_at'),
    seenAt: textOf(row, 'seen_at'),
  };
  const optional = {
    externalId: optionalTextOf(row, 'external_id'),
    name: optionalTextOf(row, 'name'),
    email: optionalTextOf(row, 'email'),
    phone: optionalTextOf(row, 'phone'),
    fields: jsonOf<Record<string, unknown>>(row, 'fields'),
    labels: jsonOf<string[]>(row, 'labels'),
    consent: jsonOf<{ text: string; at: string }>(row, 'consent'),
    locale: optionalTextOf(row, 'locale'),
    page: jsonOf<Page>(row, 'page'),
    department: optionalTextOf(row, 'department_id'),
    conversationId: optionalTextOf(row, 'conversation_id'),
  };
  return withDefined(visitor, optional);
}
