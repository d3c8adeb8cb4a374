import { optionalTextOf, textOf } from './columns.js';
import type { Row, Sqlite } from './sqlite.js';
import { withDefined } from './with-defined.js';

/** Opens one conversation for one agent: a `link` once, the `session` it was exchanged for until it ends. */
export type AgentPass = {
  id: string;
  kind: 'link' | 'session';
  visitorId: string;
  conversationId: string;
  /** Without it whoever comes speaks as the operator. */
  agentId?: string;
  /** Milliseconds since 1970. */
  expires: number;
};

/** Rows of passes. The secrets themselves are not stored. */
export class AgentPassStore {
  readonly #db: Sqlite;

  constructor(database: Sqlite) {
    this.#db = database;
  }

  insert({ id, kind, visitorId, conversationId, agentId, expires }: AgentPass, hash: string): void {
    this.#db.run(
      `INSERT INTO agent_passes (id, kind, hash, visitor_id, conversation_id, agent_id, expires_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      id,
      kind,
      hash,
      visitorId,
      conversationId,
      agentId ?? null,
      expires,
    );
  }

  /** The pass behind a secret, unless its time is over. */
  find(kind: AgentPass['kind'], hash: string, now: number): AgentPass | undefined {
    const row = this.#db.get(
      'SELECT * FROM agent_passes WHERE kind = ? AND hash = ? AND expires_ms > ?',
      kind,
      hash,
      now,
    );
    return row && toPass(row);
  }

  has(id: string): boolean {
    return this.#db.get('SELECT 1 FROM agent_passes WHERE id = ?', id) !== undefined;
  }

  /** Answers whether it was still there: of two who ask at once only one hears yes. */
  remove(id: string): boolean {
    return this.#db.run('DELETE FROM agent_passes WHERE id = ?', id).changes > 0;
  }

  removeExpired(now: number): void {
    this.#db.run('DELETE FROM agent_passes WHERE expires_ms <= ?', now);
  }

  removeOfAgent(agentId: string): void {
    this.#db.run('DELETE FROM agent_passes WHERE agent_id = ?', agentId);
  }

  removeOfConversation(conversationId: string): void {
    this.#db.run('DELETE FROM agent_passes WHERE conversation_id = ?', conversationId);
  }

  /** Every agent that a pass speaks for. */
  agentIds(): string[] {
    return this.#db
      .all('SELECT DISTINCT agent_id FROM agent_passes WHERE agent_id IS NOT NULL')
      .map((row) => textOf(row, 'agent_id'));
  }

  moveToVisitor(from: string, to: string): void {
    this.#db.run('UPDATE agent_passes SET visitor_id = ? WHERE visitor_id = ?', to, from);
  }

  removeOf(visitorId: string): void {
    this.#db.run('DELETE FROM agent_passes WHERE visitor_id = ?', visitorId);
  }
}

function toPass(row: Row): AgentPass {
  const pass: AgentPass = {
    id: textOf(row, 'id'),
    kind: textOf(row, 'kind') as AgentPass['kind'],
    visitorId: textOf(row, 'visitor_id'),
    conversationId: textOf(row, 'conversation_id'),
    expires: Number(row['expires_ms']),
  };
  return withDefined(pass, { agentId: optionalTextOf(row, 'agent_id') });
}
