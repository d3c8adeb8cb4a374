import { withoutNulls } from './columns.js';
import type { Sqlite } from './sqlite.js';

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
    this.#db.insert('agent_passes', {
      id,
      kind,
      hash,
      visitor_id: visitorId,
      conversation_id: conversationId,
      agent_id: agentId,
      expires_ms: expires,
    });
  }

  /** The pass behind a secret, unless its time is over. */
  find(kind: AgentPass['kind'], hash: string, now: number): AgentPass | undefined {
    const row = this.#db.get(
      `SELECT id, kind, visitor_id AS visitorId, conversation_id AS conversationId, agent_id AS agentId, expires_ms AS expires
       FROM agent_passes WHERE kind = ? AND hash = ? AND expires_ms > ?`,
      kind,
      hash,
      now,
    );
    return row && withoutNulls<AgentPass>(row);
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

  removeOfVisitor(visitorId: string): void {
    this.#db.run('DELETE FROM agent_passes WHERE visitor_id = ?', visitorId);
  }

  /** Of all agents but these; who speaks as the operator is not meant. */
  keepAgents(agentIds: readonly string[]): void {
    this.#db.run('DELETE FROM agent_passes WHERE agent_id NOT IN (SELECT value FROM json_each(?))', JSON.stringify(agentIds));
  }

  removeOfConversation(conversationId: string): void {
    this.#db.run('DELETE FROM agent_passes WHERE conversation_id = ?', conversationId);
  }
}
