import { followVisitor } from '../../conversation/follow-visitor.js';
import type { Conversation, LoggedEvent, Message, Visitor } from '../../conversation/model.js';
import { isObject } from '../../http/json-body.js';
import { accountOf, channelOf, customerOf, findChat, lookUpChat } from './chat-lookup.js';
import type { CustomerSocket } from './customer-socket.js';
import { type Participant, system, type WireMessage } from './expertflow-wire.js';
import type { Hub } from './hub.js';
import type { Chat } from './open-chat.js';
import { bySystem, type Happening, toActivities, waiting } from './to-activities.js';
import { isSayable, toActivity, toChatMessage, toParticipant } from './to-wire.js';

const wholeHistory = 10_000;

/** One conversation on one socket: what happens in it goes out as `messageArrived`. */
export class JoinedChat {
  readonly #hub: Hub;
  readonly #socket: CustomerSocket;
  readonly #conversationId: string;
  readonly visitorId: string;
  /** The socket is gone, or the conversation is no longer for it. */
  readonly leave: () => void;

  constructor(hub: Hub, socket: CustomerSocket, { conversation, visitor }: Chat) {
    this.#hub = hub;
    this.#socket = socket;
    this.#conversationId = conversation.id;
    this.visitorId = visitor.id;
    this.leave = followVisitor(hub.service.context, visitor.id, {
      event: (event) => this.#hear(event),
      closed: () => this.#erased(),
    });
  }

  /** What every join is answered by, also that of somebody who comes back. */
  welcome(): void {
    const chat = findChat(this.#hub.service, this.#conversationId);
    const { greeting } = this.#hub.options;
    const { state } = chat.conversation;
    if (state !== 'ended') this.say([{ from: this.#host(), activity: ['greetings', greeting === '' ? {} : { text: greeting }] }]);
    this.#socket.emit('conversationInfo', this.#describe(chat));
    if (state === 'ended') this.say([bySystem('endOfConversation')]);
    if (state === 'queued') this.say(waiting(this.#hub.service.presence.availability === 'offline'));
  }

  /** Sends what is in no history. */
  send(message: WireMessage): void {
    this.#socket.emitEvent(this.visitorId, 'messageArrived', message);
  }

  /** A message in the words of this protocol. */
  toWire(message: Message, visitor: Visitor): WireMessage {
    return toChatMessage(message, { refId: accountOf(visitor), origin: this.#socket.origin, ids: this.#hub.options.ids });
  }

  /** Tells activities. */
  say(happenings: readonly Happening[]): void {
    const at = this.#hub.options.ids ? this.#hub.service.context.nowText() : undefined;
    for (const { from, activity } of happenings) this.send(toActivity(this.#conversationId, from, activity, at));
  }

  #hear(event: LoggedEvent): void {
    // Gone between the event and its telling: its end is told by closed().
    const chat = lookUpChat(this.#hub.service, this.#conversationId);
    if (!chat) return;
    const { conversation, visitor } = chat;
    if (event.type === 'message') this.#hearMessage(event.data as Message, visitor);
    else if (event.type === 'message-part') this.#hearPart(event.data, visitor);
    else this.say(toActivities(event, { conversation, customer: customerOf(visitor) }));
  }

  #hearMessage(message: Message, visitor: Visitor): void {
    const { service, options, sender } = this.#hub;
    if (message.author.role === 'visitor' && sender === this.#socket && !options.echo) return;
    // It cannot be shown while it is being written, so it comes as a whole.
    if (service.streams.isOpen(message.id) || !isSayable(message)) return;
    this.send(this.toWire(message, visitor));
    service.receipts.deliveredToVisitor(this.visitorId, message.id);
  }

  #hearPart(part: unknown, visitor: Visitor): void {
    const { id, op } = isObject(part) ? part : {};
    const stored = op === 'end' && typeof id === 'string' ? this.#hub.service.context.messages.find(id) : undefined;
    if (stored) this.#hearMessage(stored.message, visitor);
  }

  /** Whoever greets does so in the site's name. */
  #host(): Participant {
    return { id: system.id, name: this.#hub.service.context.site.config.title ?? system.name };
  }

  #describe({ conversation, visitor }: Chat) {
    const { service } = this.#hub;
    const page = service.messages.ofConversation(conversation, { limit: wholeHistory });
    const messages = page.messages.filter((each) => !service.streams.isOpen(each.id) && isSayable(each));
    const newest = messages.at(-1);
    if (newest) service.receipts.deliveredToVisitor(visitor.id, newest.id);
    const { id, state, department, createdAt } = conversation;
    return {
      conversation: { id, channel: channelOf(visitor), state, subject: department ?? '', createdAt },
      messages: [...messages.map((each) => this.toWire(each, visitor)), ...this.#hub.leakedWhispers(id)],
      participant: this.#roster(conversation, customerOf(visitor), messages),
      role: 'customer',
    };
  }

  #roster({ state }: Conversation, customer: Participant, messages: readonly Message[]): Participant[] {
    const others = messages.map(({ author }) => author).filter(({ role }) => role === 'agent' || role === 'bot');
    const agents = state === 'active' ? [...others.map(toParticipant), this.#hub.service.presence.operator] : [];
    return [...new Map([customer, ...agents].map(({ id, name }) => [id, { id, name }])).values()];
  }

  #erased(): void {
    this.say([bySystem('endOfConversation')]);
    this.#socket.forget(this.#conversationId);
  }
}
