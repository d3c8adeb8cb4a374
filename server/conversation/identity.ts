import type { Context } from './context.js';
import { mergeVisitors } from './merge-visitors.js';
import type { Page, Visitor } from './model.js';
import { hashSecret, randomId, randomSecret } from './random-id.js';
import { ServiceError } from './service-error.js';

/** What somebody says about themselves. A null clears a value, an absent one keeps it. */
export type Claims = {
  externalId?: string;
  signature?: string;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  fields?: Record<string, unknown>;
  labels?: string[];
  consent?: { text: string; at: string };
  locale?: string;
  page?: Page;
};

/** A visitor, and a new token when the one they came with (if any) is not theirs any more. */
export type Identified = { visitor: Visitor; token: string | undefined };

/** Who a visitor is: tokens open a visitor, a proved external id finds the same one again. */
export class Identity {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The visitor a token opens. @throws ServiceError `invalid_token` */
  authenticate(token: string | undefined): Visitor {
    const visitor = this.owner(token);
    if (!visitor) throw new ServiceError('invalid_token', 'this token opens nothing, start a new session');
    return visitor;
  }

  /** The same without the error. */
  owner(token: string | undefined): Visitor | undefined {
    return token === undefined ? undefined : this.#context.visitors.ownerOfToken(hashSecret(token));
  }

  /**
   * Resumes the visitor of the token, finds the proved one, or makes a new one.
   * @throws ServiceError `bad_signature`
   */
  open(token: string | undefined, site: string, claims: Claims): { visitor: Visitor; token: string } {
    return this.#context.work.run(() => {
      const held = this.owner(token);
      const found = this.#resolve(held, site, claims);
      const visitor = this.#apply(found, claims);
      this.#context.feed.publish('visitor', visitor);
      const stays = token !== undefined && held?.id === visitor.id;
      return { visitor, token: stays ? token : this.#issueToken(visitor) };
    });
  }

  /**
   * Adds to what is known about a visitor; an external id may make them another one.
   * @throws ServiceError `bad_signature`
   */
  update(visitor: Visitor, claims: Claims): Identified {
    return this.#context.work.run(() => {
      const found = this.#resolve(visitor, visitor.site, claims);
      const updated = this.#apply(found, claims);
      this.#context.feed.publish('visitor', updated);
      return { visitor: updated, token: updated.id === visitor.id ? undefined : this.#issueToken(updated) };
    });
  }

  /** Remembers where the visitor is now. */
  setPage(visitor: Visitor, page: Page): void {
    this.#context.feed.publish('visitor', this.#apply(visitor, { page }));
  }

  #resolve(held: Visitor | undefined, site: string, { externalId, signature }: Claims): Visitor {
    if (externalId === undefined) return held ?? this.#newVisitor(site);
    const proved = this.#context.site.proves(externalId, signature);
    const own = held && mayBe(held, externalId) ? held : undefined;
    const known = proved ? this.#context.visitors.findVerified(site, externalId) : undefined;
    if (known && own && own.id !== known.id) return mergeVisitors(this.#context, own, known);
    const visitor = known ?? own ?? this.#newVisitor(site);
    return { ...visitor, externalId, externalVerified: proved || visitor.externalVerified };
  }

  #newVisitor(site: string): Visitor {
    const now = this.#context.nowText();
    return { id: randomId('v'), site, externalVerified: false, createdAt: now, seenAt: now };
  }

  #apply(visitor: Visitor, claims: Claims): Visitor {
    const { externalId: _, signature: __, fields, ...plain } = claims;
    const merged: Record<string, unknown> = { ...visitor, seenAt: this.#context.nowText() };
    for (const [name, value] of Object.entries(plain)) {
      if (value === null) delete merged[name];
      else if (value !== undefined) merged[name] = value;
    }
    if (fields) merged['fields'] = { ...visitor.fields, ...fields };
    const result = merged as Visitor;
    this.#context.visitors.save(result);
    return result;
  }

  #issueToken(visitor: Visitor): string {
    const token = randomSecret();
    this.#context.visitors.addToken(hashSecret(token), visitor.id, this.#context.nowText());
    return token;
  }
}

/** False when another person signed in at the same browser: the earlier thread is not theirs. */
function mayBe(held: Visitor, externalId: string): boolean {
  return held.externalId === undefined || held.externalId === externalId;
}
