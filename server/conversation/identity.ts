import type { Context } from './context.js';
import { currentCaller } from './current-caller.js';
import { mergeVisitors } from './merge-visitors.js';
import type { Page, Visitor } from './model.js';
import { hashSecret, randomId, randomSecret } from './random-id.js';
import { invalid, ServiceError } from './service-error.js';
import type { Tenants } from './tenants.js';

/** What somebody says about themselves. A null clears a value, an absent one keeps it. */
export type Claims = {
  externalId?: string;
  signature?: string;
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  fields?: Record<string, unknown>;
  labels?: string[] | null;
  consent?: { text: string; at: string };
  locale?: string;
  page?: Page;
};

/** A visitor, and a new token when the one they came with (if any) is not theirs any more. */
export type Identified = { visitor: Visitor; token: string | undefined };

/** The fields of a visitor together, in characters of JSON: they add up, too. */
const mostFields = 65_536;
/** Labels that add up must end somewhere: a visitor can send them all day. */
const mostLabels = 200;

/** What a site wants to be different. */
export type IdentityRules = {
  /** Only their visitors; without it the caller names whole sites and checks whose they are. */
  tenants?: Tenants;
  /** Adds labels to those that are there instead of replacing them. */
  joinsLabels?: boolean;
  /** A signed e-mail address stands in for an external id. */
  knowsByEmail?: boolean;
  /** Hears of every visitor that is written, inside the transaction; `before` is what was stored. */
  saved?(before: Visitor | undefined, after: Visitor): void;
};

/** Who a visitor is: tokens open a visitor, a proved external id finds the same one again. */
export class Identity {
  readonly #context: Context;
  readonly #rules: IdentityRules;

  constructor(context: Context, rules: IdentityRules = {}) {
    this.#context = context;
    this.#rules = rules;
  }

  /** The visitor a token opens. @throws ServiceError `invalid_token` */
  authenticate(token: string | undefined): Visitor {
    const visitor = this.owner(token);
    if (!visitor) throw new ServiceError('invalid_token', 'this token opens nothing, start a new session');
    return visitor;
  }

  /** The same without the error. */
  owner(token: string | undefined): Visitor | undefined {
    const visitor = token === undefined ? undefined : this.#context.visitors.ownerOfToken(hashSecret(token));
    const { tenants } = this.#rules;
    return visitor && (!tenants || tenants.has(visitor.site)) ? visitor : undefined;
  }

  /**
   * Resumes the visitor of the token, finds the proved one, or makes a new one; all of them of that site.
   * @throws ServiceError `bad_signature`, `rate_limited` when one address becomes too many visitors
   */
  open(token: string | undefined, asked: string, claims: Claims): { visitor: Visitor; token: string } {
    return this.#context.work.run(() => {
      const site = this.#rules.tenants?.siteOf(asked) ?? asked;
      const owner = this.owner(token);
      // With another site's token nothing is resumed, and nothing is merged into this one.
      const held = owner?.site === site ? owner : undefined;
      const found = this.#resolve(held, site, claims, false);
      const visitor = this.#apply(found, claims);
      this.#context.feed.publish('visitor', visitor);
      const stays = token !== undefined && held?.id === visitor.id;
      return { visitor, token: stays ? token : this.#issueToken(visitor) };
    });
  }

  /**
   * Adds to what is known about a visitor; an external id may make them another one.
   * @param isTrusted whoever says it need not prove it
   * @throws ServiceError `bad_signature`
   */
  update(visitor: Visitor, claims: Claims, isTrusted = false): Identified {
    return this.#context.work.run(() => {
      const found = this.#resolve(visitor, visitor.site, claims, isTrusted);
      const updated = this.#apply(found, claims);
      this.#context.feed.publish('visitor', updated);
      return { visitor: updated, token: updated.id === visitor.id ? undefined : this.#issueToken(updated) };
    });
  }

  /**
   * The visitor of a token that the visitor's side invented, as some protocols have it; the first use makes one.
   * Such a token opens nothing at another site.
   * @throws ServiceError `rate_limited`, as `open` does
   */
  adopt(token: string, site: string, claims: Claims): Visitor {
    return this.#context.work.run(() => {
      const held = this.adopted(token, site);
      const visitor = this.#apply(held ?? this.#newVisitor(site), claims);
      if (!held) this.#context.visitors.addToken(hashSecret(`${site} ${token}`), visitor.id, this.#context.nowText());
      this.#context.feed.publish('visitor', visitor);
      return visitor;
    });
  }

  /** The visitor who came with this invented token before. */
  adopted(token: string, site: string): Visitor | undefined {
    return this.owner(`${site} ${token}`);
  }

  /** Remembers where the visitor is now. */
  setPage(visitor: Visitor, page: Page): void {
    this.#context.feed.publish('visitor', this.#apply(visitor, { page }));
  }

  #resolve(held: Visitor | undefined, site: string, claims: Claims, isTrusted: boolean): Visitor {
    const externalId = this.#claimedId(claims);
    if (externalId === undefined) return held ?? this.#newVisitor(site);
    const proved = isTrusted || this.#context.site.proves(externalId, claims.signature);
    const own = keepsOwn(held, externalId, isTrusted);
    const known = proved ? this.#context.visitors.findVerified(site, externalId) : undefined;
    if (known && own && own.id !== known.id) return mergeVisitors(this.#context, own, known);
    const visitor = known ?? own ?? this.#newVisitor(site);
    return { ...visitor, externalId, externalVerified: proved || visitor.externalVerified };
  }

  #claimedId({ externalId, email, signature }: Claims): string | undefined {
    if (externalId !== undefined || !this.#rules.knowsByEmail) return externalId;
    return signature && email ? email.toLowerCase() : undefined;
  }

  #newVisitor(site: string): Visitor {
    const caller = currentCaller();
    // Each is a row for good, and a way around the limits that count by visitor.
    if (caller !== undefined) this.#context.limiter.take(`visitors:${caller}`, this.#context.newVisitorsPerMinute);
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
    if (fields) {
      merged['fields'] = withoutNulls({ ...visitor.fields, ...fields });
      if (JSON.stringify(merged['fields']).length > mostFields) throw invalid({ fields: 'too_long' });
    }
    if (this.#rules.joinsLabels && claims.labels) {
      merged['labels'] = [...new Set([...(visitor.labels ?? []), ...claims.labels])].slice(0, mostLabels);
    }
    const result = merged as Visitor;
    const before = this.#context.visitors.find(visitor.id);
    this.#context.visitors.save(result);
    this.#rules.saved?.(before, result);
    return result;
  }

  #issueToken(visitor: Visitor): string {
    const token = randomSecret();
    this.#context.visitors.addToken(hashSecret(token), visitor.id, this.#context.nowText());
    return token;
  }
}

/** False when another person signed in at the same browser: the earlier thread is not theirs. */
function keepsOwn(held: Visitor | undefined, externalId: string, isTrusted: boolean): Visitor | undefined {
  return isTrusted || (held?.externalId ?? externalId) === externalId ? held : undefined;
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
