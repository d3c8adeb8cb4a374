import type { Conversation, Message } from './model.js';
import { isConfirmed } from './message-list.js';
import type { SharedState } from './state.js';
import type { Storage } from './storage.js';
import type { Resume } from './transport.js';

const KEY = 'session';
const SCHEMA = 1;
/** Enough for a full first screen; the rest comes from the backend. */
const KEPT_MESSAGES = 100;

type Kept = {
  conversation: Conversation;
  visitorId: string | null;
  readUpTo: string | null;
  readAt: number | null;
  rateLimitedUntil: number | null;
  hasOlder: boolean;
  messages: Message[];
};

type Stored = Kept & { schema: number; resume?: Resume };

/**
 * What a reload finds again. Messages and resume token are one value under one key, so the cursor
 * can never be ahead of the messages it stands for.
 */
export class Session {
  resume: Resume | undefined;
  #storage: Storage;
  /** The fencing check: the late write of a former leader must not undo the next one's. */
  #mayWrite: () => boolean;
  /** Older messages are not for this device any more. */
  #oldest: number;
  #write: Promise<void> | undefined;
  #pending: SharedState | undefined;

  constructor(storage: Storage, mayWrite: () => boolean, oldest: number) {
    this.#storage = storage;
    this.#oldest = oldest;
    this.#mayWrite = mayWrite;
  }

  /** What was kept of this visitor (of any, if null), or undefined. */
  async load(visitorId: string | null): Promise<(Kept & { historyLoaded: boolean }) | undefined> {
    const stored = await this.#storage.get<Stored>(KEY);
    if (stored?.schema !== SCHEMA) return undefined;
    if (visitorId !== null && stored.visitorId !== visitorId) return undefined;
    const { resume, schema: _, ...kept } = stored;
    const isOld = ({ createdAt }: Message): boolean => createdAt < this.#oldest;
    if (kept.messages.some(isOld)) {
      const change = { messages: kept.messages.filter((message) => !isOld(message)), hasOlder: true };
      Object.assign(kept, change);
      await this.#storage.update<Stored>(KEY, (last = stored) => ({ ...last, ...change }));
    }
    if (resume) this.resume = resume;
    return { ...kept, historyLoaded: kept.messages.length > 0 };
  }

  /** Writes are single flight; states that come meanwhile are one write. */
  save(state: SharedState): void {
    this.#pending = state;
    this.#write ??= this.#drain();
  }

  /** What was still to be kept is not; resolves when nothing is being written any more. */
  async drop(): Promise<void> {
    this.#pending = undefined;
    await this.#write;
  }

  async #drain(): Promise<void> {
    await Promise.resolve(); // a burst of events is one write
    for (let state = this.#take(); state; state = this.#take()) {
      await this.#storage.set(KEY, this.#toStored(state));
    }
    this.#write = undefined;
  }

  #take(): SharedState | undefined {
    const state = this.#mayWrite() ? this.#pending : undefined;
    this.#pending = undefined;
    return state;
  }

  #toStored(state: SharedState): Stored {
    const recent = state.messages.slice(-10 * KEPT_MESSAGES); // of a long list a look at each costs
    const confirmed = recent.filter((message) => message.id !== undefined && isConfirmed(message));
    const messages = confirmed.slice(-KEPT_MESSAGES);
    const { conversation, visitorId, readUpTo, readAt, rateLimitedUntil } = state;
    return {
      schema: SCHEMA,
      conversation,
      visitorId,
      readUpTo,
      readAt,
      rateLimitedUntil,
      hasOlder: state.hasOlder || messages.length < confirmed.length,
      messages,
      ...(this.resume && { resume: this.resume }),
    };
  }
}
