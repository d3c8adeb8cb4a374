import type { Conversation, Message } from './model.js';
import { isConfirmed } from './message-list.js';
import type { SharedState } from './state.js';
import type { Storage } from './storage.js';
import type { Resume } from './transport.js';

const KEY = 'session';
const SCHEMA = 1;
/** Enough for a full first screen; the rest comes from the backend. */
const KEPT_MESSAGES = 100;

type Stored = {
  schema: number;
  resume?: Resume;
  conversation: Conversation;
  visitorId: string | null;
  readUpTo: string | null;
  readAt: number | null;
  hasOlder: boolean;
  messages: Message[];
};

/**
 * What a reload finds again. Messages and resume token are one value under one key, so the cursor
 * can never be ahead of the messages it stands for.
 */
export class Session {
  resume: Resume | undefined;
  #storage: Storage;
  #write: Promise<void> | undefined;
  #pending: SharedState | undefined;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** The part of the state that was kept, or undefined on a clean device. */
  async load(): Promise<Partial<SharedState> | undefined> {
    const stored = await this.#storage.get<Stored>(KEY);
    if (stored?.schema !== SCHEMA) return undefined;
    const { resume, schema: _, ...state } = stored;
    if (resume) this.resume = resume;
    return { ...state, historyLoaded: state.messages.length > 0 };
  }

  /** Writes are single flight; states that come meanwhile are one write. */
  save(state: SharedState): void {
    this.#pending = state;
    this.#write ??= this.#drain();
  }

  async clear(): Promise<void> {
    this.resume = undefined;
    this.#pending = undefined;
    await this.#write;
    await this.#storage.delete(KEY);
  }

  async #drain(): Promise<void> {
    await Promise.resolve(); // a burst of events is one write
    for (let state = this.#take(); state; state = this.#take()) {
      await this.#storage.set(KEY, this.#toStored(state));
    }
    this.#write = undefined;
  }

  #take(): SharedState | undefined {
    const state = this.#pending;
    this.#pending = undefined;
    return state;
  }

  #toStored(state: SharedState): Stored {
    const confirmed = state.messages.filter((message) => message.id !== undefined && isConfirmed(message));
    const messages = confirmed.slice(-KEPT_MESSAGES);
    const { conversation, visitorId, readUpTo, readAt } = state;
    const hasOlder = state.hasOlder || messages.length < confirmed.length;
    return {
      schema: SCHEMA,
      conversation,
      visitorId,
      readUpTo,
      readAt,
      hasOlder,
      messages,
      ...(this.resume ? { resume: this.resume } : {}),
    };
  }
}
