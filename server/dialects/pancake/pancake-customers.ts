import type { ChatService } from '../../conversation/chat-service.js';
import type { Claims } from '../../conversation/identity.js';
import type { Visitor } from '../../conversation/model.js';
import { newFromId, toFromId } from './pancake-ids.js';
import { PancakeError } from './pancake-error.js';

/** A visitor with the id the platform knows them by. */
export type Customer = { fromId: string; visitor: Visitor };

const aliasKind = 'pancake.customer';

/** The customers of the pages. The same id on two pages is two people. */
export class PancakeCustomers {
  readonly #service: ChatService;

  constructor(service: ChatService) {
    this.#service = service;
  }

  find(pageId: string, fromId: string): Customer | undefined {
    const { aliases, visitors } = this.#service.context;
    const id = aliases.idOf(aliasKind, `${pageId} ${fromId}`);
    const visitor = id === undefined ? undefined : visitors.find(id);
    return visitor && { fromId, visitor };
  }

  /** @throws PancakeError 145 */
  ofConversation(pageId: string, conversationId: string): Customer {
    const fromId = toFromId(pageId, conversationId);
    const customer = fromId === undefined ? undefined : this.find(pageId, fromId);
    if (!customer) throw new PancakeError(145);
    return customer;
  }

  /**
   * Who sends a message; a new customer where no conversation is named.
   * @throws PancakeError 145 for a conversation that does not exist or is not the sender's
   */
  sender(pageId: string, ids: { fromId: string; conversationId: string }, claims: Claims): Customer {
    const known = this.#known(pageId, ids);
    return known ? this.#update(known, claims) : this.#create(pageId, ids.fromId || newFromId(), claims);
  }

  #known(pageId: string, { fromId, conversationId }: { fromId: string; conversationId: string }): Customer | undefined {
    if (conversationId === '') return this.find(pageId, fromId);
    const customer = this.ofConversation(pageId, conversationId);
    if (fromId !== '' && fromId !== customer.fromId) throw new PancakeError(145);
    return customer;
  }

  #update(customer: Customer, claims: Claims): Customer {
    if (Object.keys(claims).length === 0) return customer;
    return { ...customer, visitor: this.#service.identity.update(customer.visitor, claims).visitor };
  }

  #create(pageId: string, fromId: string, claims: Claims): Customer {
    const { context, identity } = this.#service;
    const name = claims.name ?? `Web_${Math.floor(context.now() / 1000)}`;
    const { visitor } = identity.open(undefined, `pancake:${pageId}`, { ...claims, name });
    context.aliases.add(aliasKind, `${pageId} ${fromId}`, visitor.id, visitor.id);
    return { fromId, visitor };
  }
}
