import type { Context } from '../../conversation/context.js';
import type { Availability, Operator } from '../../conversation/model.js';
import { Presence } from '../../conversation/presence.js';
import type { Agent } from './agent-model.js';
import type { DocumentStore } from './chatvisor-documents.js';

/** Who is there: the operator of the console, and the agents that were synchronised. */
export class StaffPresence extends Presence {
  readonly #context: Context;
  readonly #documents: DocumentStore;

  constructor(context: Context, documents: DocumentStore) {
    super(context);
    this.#context = context;
    this.#documents = documents;
  }

  /** Online as soon as one of them has room for a conversation. */
  override get availability(): Availability {
    const states = [super.availability, ...this.#staff().map((agent) => this.#stateOf(agent))];
    return states.includes('online') ? 'online' : states.includes('busy') ? 'busy' : 'offline';
  }

  override get agents(): Operator[] {
    const there = this.#staff().filter(({ availability }) => availability !== 'offline');
    return [...(super.availability === 'offline' ? [] : [this.operator]), ...there.map(toOperator)];
  }

  /** The agents of a team (or all) that are online and have room, the least busy first. */
  free(teamId?: string): Agent[] {
    const load = this.#context.customers.load();
    return this.#staff()
      .filter((agent) => this.#stateOf(agent) === 'online' && (teamId === undefined || agent.teamIds.includes(teamId)))
      .sort((a, b) => (load.get(a.id) ?? 0) - (load.get(b.id) ?? 0));
  }

  #staff(): Agent[] {
    return this.#documents.get('agents');
  }

  #stateOf({ id, availability, maxChats = Infinity }: Agent): Availability {
    const isFull = (this.#context.customers.load().get(id) ?? 0) >= maxChats;
    return availability === 'online' && isFull ? 'busy' : availability;
  }
}

/** An agent as the author of a message. */
export function toOperator({ id, name, avatarUrl }: Agent): Operator {
  return { id, name, avatarUrl };
}
