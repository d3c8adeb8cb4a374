import type { Context } from '../../conversation/context.js';
import type { Message, Visitor } from '../../conversation/model.js';
import { absoluteMessage } from '../../http/absolute-urls.js';
import type { CustomerDesk } from './customer-desk.js';

/** Turns customers and their conversations into what the management API and the webhooks say. */
export class CustomerWire {
  readonly #context: Context;
  readonly #desk: CustomerDesk;

  constructor(context: Context, desk: CustomerDesk) {
    this.#context = context;
    this.#desk = desk;
  }

  /** @param origin of this server, as the caller reaches it */
  customer(visitor: Visitor, origin: string) {
    const { id, externalId, externalVerified, email, phone, name, labels = [], fields = {}, page, locale } = visitor;
    const { firstname, lastname, ...more } = fields;
    return {
      id: externalId ?? null,
      verified: externalVerified,
      email: email ?? null,
      firstname: firstname ?? null,
      lastname: lastname ?? null,
      name: name ?? null,
      phone: phone ?? null,
      labels,
      fields: more,
      locale: locale ?? null,
      page: page ?? null,
      online: this.#context.log.hasListener(id),
      createdAt: visitor.createdAt,
      seenAt: visitor.seenAt,
      ...this.conversation(visitor, origin),
    };
  }

  /** Chatvisor's Conversation object, and who has it. */
  conversation(visitor: Visitor, origin: string) {
    const { status, agentId, teamId, changedAt } = this.#desk.row(visitor.id);
    return {
      customerId: visitor.id,
      status,
      lastMessage: this.#lastMessage(visitor, origin),
      url: `${origin}/operator#${visitor.conversationId ?? ''}`,
      assignee: agentId === undefined ? (teamId === undefined ? null : { teamId }) : { agentId },
      updatedAt: changedAt || null,
    };
  }

  /** A message, its files under absolute addresses. */
  message(message: Message, origin: string) {
    const { id, text, author, createdAt, attachments } = absoluteMessage(message, origin);
    return { id, text, author, createdAt, attachments };
  }

  #lastMessage(visitor: Visitor, origin: string) {
    const newest = this.#context.messages.page({ of: { visitorId: visitor.id }, limit: 1 }).messages[0];
    return newest ? this.message(newest.message, origin) : null;
  }
}
