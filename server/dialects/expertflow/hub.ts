import type { ChatService } from '../../conversation/chat-service.js';
import type { DialectSettings } from '../dialect.js';
import { Connectors } from './connectors.js';
import type { CustomerSocket } from './customer-socket.js';
import type { ChatMessage } from './expertflow-wire.js';
import { type ExpertflowOptions, readOptions } from './expertflow-options.js';
import { WaitingChats } from './waiting-chats.js';

/** What all sockets and calls of this dialect share. */
export class Hub {
  readonly service: ChatService;
  readonly settings: DialectSettings;
  readonly connectors = new Connectors();
  readonly waiting: WaitingChats;
  /** The sockets of each conversation. */
  readonly #sockets = new Map<string, Set<CustomerSocket>>();
  readonly #whispers = new Map<string, ChatMessage[]>();
  #sender: CustomerSocket | undefined;

  constructor(service: ChatService, settings: DialectSettings) {
    this.service = service;
    this.settings = settings;
    this.waiting = new WaitingChats(service, this.options.joinTimeoutMs);
  }

  get options(): ExpertflowOptions {
    return readOptions(this.settings.options);
  }

  /** Who is sending at the moment: events come while it does. */
  get sender(): CustomerSocket | undefined {
    return this.#sender;
  }

  /** Does what a socket asked for; its own events can be told from those of others meanwhile. */
  sendAs<T>(sender: CustomerSocket, work: () => T): T {
    this.#sender = sender;
    try {
      return work();
    } finally {
      this.#sender = undefined;
    }
  }

  entered(conversationId: string, socket: CustomerSocket): void {
    const sockets = this.#sockets.get(conversationId) ?? new Set();
    this.#sockets.set(conversationId, sockets.add(socket));
  }

  left(conversationId: string, socket: CustomerSocket): void {
    const sockets = this.#sockets.get(conversationId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.#sockets.delete(conversationId);
  }

  /** Words among agents: they reach the customer only from a server that leaks. */
  whisper(message: ChatMessage): void {
    if (!this.options.leakWhisper) return;
    const { conversationId } = message;
    this.#whispers.set(conversationId, [...(this.#whispers.get(conversationId) ?? []).slice(-99), message]);
    for (const socket of this.#sockets.get(conversationId) ?? []) socket.chat(conversationId).send(message);
  }

  /** Those that such a server also puts into the history. */
  leakedWhispers(conversationId: string): readonly ChatMessage[] {
    return this.options.leakWhisper ? (this.#whispers.get(conversationId) ?? []) : [];
  }

  close(): void {
    this.waiting.close();
  }
}
