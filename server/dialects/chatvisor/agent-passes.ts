import type { Context } from '../../conversation/context.js';
import type { Visitor } from '../../conversation/model.js';
import { hashSecret, randomId, randomSecret } from '../../conversation/random-id.js';
import { notFound, ServiceError } from '../../conversation/service-error.js';
import type { AgentPass } from '../../store/agent-pass-store.js';

const linkMs = 10 * 60_000;
const sessionMs = 12 * 60 * 60_000;

/** A pass with its secret, which is told once and stored nowhere. */
export type IssuedPass = { pass: AgentPass; secret: string };

/** Lets one agent into one conversation without a login: by a link once, then by a session. */
export class AgentPasses {
  readonly #context: Context;
  readonly #followers = new Map<string, Set<() => void>>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** A link to the customer's conversation, good once and for ten minutes. @throws ServiceError `not_found` */
  issueLink(visitor: Visitor, agentId: string | undefined): IssuedPass {
    const conversationId = visitor.conversationId ?? this.#context.conversations.latestOf(visitor.id)?.id;
    if (conversationId === undefined) throw notFound('conversation of this customer');
    this.#context.passes.removeExpired(this.#context.now());
    return this.#issue('link', linkMs, { visitorId: visitor.id, conversationId, agentId });
  }

  /** A session for a link, which is used up. @throws ServiceError `invalid_token` */
  exchange(secret: string): IssuedPass {
    return this.#context.work.run(() => {
      const { passes } = this.#context;
      const link = passes.find('link', hashSecret(secret), this.#context.now());
      if (!link || !passes.remove(link.id)) {
        throw new ServiceError('invalid_token', 'this link was used, has expired, or was withdrawn');
      }
      const { id: _, kind: __, expires: ___, ...scope } = link;
      return this.#issue('session', sessionMs, scope);
    });
  }

  /** The session of a secret. @throws ServiceError `invalid_token` */
  session(id: string, secret: string | undefined): AgentPass {
    const pass = secret && this.#context.passes.find('session', hashSecret(secret), this.#context.now());
    if (!pass || pass.id !== id) throw new ServiceError('invalid_token', 'this conversation is no longer open to you');
    return pass;
  }

  /** Ends everything that was given out for a customer, open pages at once. */
  revoke(visitorId: string): void {
    this.#context.passes.removeOfVisitor(visitorId);
    this.#endStale();
  }

  /** The same for a conversation that became part of another one. */
  revokeConversation(conversationId: string): void {
    this.#context.passes.removeOfConversation(conversationId);
    this.#endStale();
  }

  /** The same for agents that are not there any more. */
  keepAgents(agentIds: readonly string[]): void {
    this.#context.passes.keepAgents(agentIds);
    this.#endStale();
  }

  /** Hears when the session is over: withdrawn, or its time is. */
  onEnd({ id, expires }: AgentPass, ended: () => void): () => void {
    const timer = setTimeout(ended, Math.max(0, expires - this.#context.now()));
    timer.unref();
    const followers = this.#followers.get(id) ?? new Set();
    this.#followers.set(id, followers.add(ended));
    return () => {
      clearTimeout(timer);
      followers.delete(ended);
      if (followers.size === 0) this.#followers.delete(id);
    };
  }

  /** Whatever took them away, also an erased visitor or a merge. */
  #endStale(): void {
    this.#context.work.after(() => {
      for (const [id, followers] of [...this.#followers]) {
        if (!this.#context.passes.has(id)) for (const ended of [...followers]) ended();
      }
    });
  }

  #issue(kind: AgentPass['kind'], ms: number, scope: Omit<AgentPass, 'id' | 'kind' | 'expires'>): IssuedPass {
    const secret = randomSecret();
    const pass: AgentPass = { id: randomId('s'), kind, expires: this.#context.now() + ms, ...scope };
    this.#context.passes.insert(pass, hashSecret(secret));
    return { pass, secret };
  }
}
