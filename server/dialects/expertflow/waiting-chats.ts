import type { ChatService } from '../../conversation/chat-service.js';
import { eraseVisitor } from '../../conversation/erase-visitor.js';
import type { Chat } from './open-chat.js';

const kind = 'expertflow.waiting';

/** Conversations that nobody has joined yet; those that nobody joins in time leave no trace. */
export class WaitingChats {
  readonly #service: ChatService;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** Those of an earlier run get their whole time again. */
  constructor(service: ChatService, timeoutMs: number) {
    this.#service = service;
    for (const { id } of service.context.aliases.list(kind)) this.#expireAfter(id, timeoutMs);
  }

  add({ conversation: { id }, visitor }: Chat, timeoutMs: number): void {
    this.#service.context.aliases.add(kind, id, id, visitor.id);
    this.#expireAfter(id, timeoutMs);
  }

  joined(conversationId: string): void {
    const timer = this.#timers.get(conversationId);
    if (timer === undefined) return;
    clearTimeout(timer);
    this.#timers.delete(conversationId);
    this.#service.context.aliases.remove(kind, conversationId);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #expireAfter(conversationId: string, timeoutMs: number): void {
    this.#timers.set(conversationId, setTimeout(() => this.#expire(conversationId), timeoutMs));
  }

  #expire(conversationId: string): void {
    this.#timers.delete(conversationId);
    const { context } = this.#service;
    const conversation = context.conversations.find(conversationId);
    const visitor = conversation && context.visitors.find(conversation.visitorId);
    if (visitor) eraseVisitor(context, visitor);
  }
}
