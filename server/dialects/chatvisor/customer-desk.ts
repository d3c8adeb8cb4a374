import type { Context } from '../../conversation/context.js';
import type { Message, Visitor } from '../../conversation/model.js';
import { notFound } from '../../conversation/service-error.js';
import type { ConversationSummary } from '../../conversation/summary.js';
import type { CustomerRow, CustomerStatus } from '../../store/customer-store.js';
import { chatvisorSite } from './chatvisor-site.js';

/** Whom a customer is routed to: one of them, or nobody. */
export type Assignment = { agentId?: string; teamId?: string };

/** What others want to know of; called inside the transaction that makes the change. */
export type DeskEvents = {
  conversationCreated(visitor: Visitor): void;
  statusChanged(visitor: Visitor): void;
  messageCreated(visitor: Visitor, message: Message): void;
  /** Whoever has the conversations may be busy or free now. */
  loadChanged(): void;
  /** Whom a conversation that begins goes to. */
  route(visitor: Visitor): Assignment;
};

/** The status of every customer's conversation, and who has it. It follows what happens in the chat. */
export class CustomerDesk {
  readonly #context: Context;
  readonly #events: DeskEvents;

  constructor(context: Context, events: DeskEvents) {
    this.#context = context;
    this.#events = events;
  }

  /** @throws ServiceError `not_found`, also for a visitor of another dialect */
  visitor(id: string): Visitor {
    const visitor = this.#context.visitors.find(id);
    if (visitor?.site !== chatvisorSite) throw notFound('customer');
    return visitor;
  }

  /** What is known of a customer; one who never wrote has nothing left to do. */
  row(visitorId: string): CustomerRow {
    const none: CustomerRow = { visitorId, status: 'DONE', unread: 0, changedAt: '' };
    return this.#context.customers.find(visitorId) ?? none;
  }

  setStatus(visitor: Visitor, status: CustomerStatus): void {
    const row = this.row(visitor.id);
    if (row.status === status) return;
    this.#save({ ...row, status });
    this.#events.statusChanged(visitor);
    this.#events.loadChanged();
  }

  /** Replaces whatever was before; an empty one takes the customer from everybody. */
  assign(visitor: Visitor, assignment: Assignment): void {
    const { agentId: _, teamId: __, ...row } = this.row(visitor.id);
    this.#save({ ...row, ...assignment });
    this.#events.loadChanged();
  }

  /** A message of the chat. */
  message(visitor: Visitor, message: Message): void {
    if (message.author.role === 'agent') return this.#answered(visitor);
    if (message.author.role !== 'visitor') return;
    const row = this.row(visitor.id);
    const isNew = row.status === 'DONE';
    const isRouted = row.agentId !== undefined || row.teamId !== undefined;
    const assignment = isNew && !isRouted ? this.#events.route(visitor) : {};
    this.#save({ ...row, ...assignment, status: 'UNREAD', unread: row.unread + 1 });
    if (isNew) this.#events.conversationCreated(visitor);
    else if (row.status !== 'UNREAD') this.#events.statusChanged(visitor);
    this.#events.messageCreated(visitor, message);
    if (isNew) this.#events.loadChanged();
  }

  /** What the console shows of a conversation: read or ended by somebody. */
  summary({ id, state, unread, visitor }: ConversationSummary): void {
    const row = this.#context.customers.find(visitor.id);
    if (!row || (visitor.conversationId ?? id) !== id) return;
    if (row.unread !== unread) this.#save({ ...row, unread });
    if (state === 'ended') this.setStatus(visitor, 'DONE');
    else if (unread === 0 && row.unread > 0) this.#answered(visitor);
  }

  #answered(visitor: Visitor): void {
    if (this.row(visitor.id).status === 'UNREAD') this.setStatus(visitor, 'UNRESOLVED');
  }

  #save(row: CustomerRow): void {
    this.#context.customers.save({ ...row, changedAt: this.#context.nowText() });
  }
}
