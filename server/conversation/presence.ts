import { everybody } from '../store/event-store.js';
import { availabilityOf, setAvailability } from './availability.js';
import type { Context } from './context.js';
import type { Availability, Conversation, Operator, Visitor } from './model.js';
import { announceQueue } from './queue.js';

/** How long "is typing" holds without being renewed. */
export const typingTtlMs = 6000;

const operatorSetting = 'operator.profile';

/** Who is there, and who is typing. */
export class Presence {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  get availability(): Availability {
    return availabilityOf(this.#context);
  }

  /** The one operator; accounts would make this a lookup. */
  get operator(): Operator {
    const profile = this.#context.settings.get(operatorSetting);
    return profile === undefined ? { id: 'operator', name: 'Support' } : (JSON.parse(profile) as Operator);
  }

  /** The operators that a visitor sees. */
  get agents(): Operator[] {
    return this.availability === 'offline' ? [] : [this.operator];
  }

  /** Changes availability, name or picture, and tells everybody. */
  update(change: { availability?: Availability; name?: string; avatarUrl?: string }): void {
    this.#context.work.run(() => {
      const { operator } = this;
      const { availability, name = operator.name, avatarUrl = operator.avatarUrl } = change;
      if (availability !== undefined) setAvailability(this.#context, availability);
      this.#context.settings.set(operatorSetting, JSON.stringify({ ...operator, name, avatarUrl }));
      this.#context.log.append(everybody, 'availability', { state: this.availability, agents: this.agents });
      announceQueue(this.#context);
      this.#context.feed.publish('state', { availability: this.availability, operator: this.operator });
    });
  }

  /** Shown to operators only once there is a conversation. */
  visitorTyping(visitor: Visitor, on: boolean): void {
    const conversationId = visitor.conversationId;
    if (conversationId === undefined) return;
    this.#context.feed.publish('typing', { conversationId, visitorId: visitor.id, on, ttlMs: typingTtlMs });
  }

  operatorTyping(conversation: Conversation, operator: Operator, on: boolean): void {
    const data = { author: { role: 'agent', ...operator }, on, ttlMs: typingTtlMs };
    this.#context.log.append(conversation.visitorId, 'typing', data, { ttlMs: typingTtlMs });
  }
}
