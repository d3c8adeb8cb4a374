import { everybody, type EventStore } from '../store/event-store.js';
import type { SettingStore } from '../store/setting-store.js';
import type { LoggedEvent } from './model.js';
import { runAll } from './run-all.js';
import { ServiceError } from './service-error.js';
import type { UnitOfWork } from './unit-of-work.js';

/** Somebody who follows one visitor's events. `closed` means: the visitor is gone or became another one. */
export type EventListener = { event(event: LoggedEvent): void; closed(): void };

const prunedTo = 'events.prunedTo';

/** Each visitor's durable events: appended once, replayed from any cursor that is still kept. */
export class EventLog {
  readonly #store: EventStore;
  readonly #settings: SettingStore;
  readonly #work: UnitOfWork;
  readonly #now: () => number;
  readonly #listeners = new Map<string, Set<EventListener>>();

  constructor(store: EventStore, settings: SettingStore, work: UnitOfWork, now: () => number) {
    this.#store = store;
    this.#settings = settings;
    this.#work = work;
    this.#now = now;
  }

  /**
   * Stores an event and, after the commit, hands it to whoever listens.
   * @param visitorId one visitor, or `everybody`
   * @param about `ttlMs`: not replayed once stale; `subject`: the message it is about
   */
  append(visitorId: string, type: string, data: unknown, { ttlMs, subject }: { ttlMs?: number; subject?: string } = {}): void {
    const now = this.#now();
    const expires = ttlMs === undefined ? undefined : now + ttlMs;
    const seq = this.#store.append({ visitorId, type, data, subject, now, expires });
    const event: LoggedEvent = { cursor: String(seq), type, data };
    this.#work.after(() => runAll(this.#listenersOf(visitorId).map((listener) => () => listener.event(event))));
  }

  /** Where a new reader starts: everything so far is behind it. */
  cursor(): string {
    return String(this.#store.latest());
  }

  /**
   * The events after a cursor.
   * @throws ServiceError `cursor_expired` when events after it were dropped, or this log never gave it out
   */
  since(visitorId: string, cursor: string): LoggedEvent[] {
    const seq = /^\d{1,15}$/.test(cursor) ? Number(cursor) : -1;
    const dropped = Number(this.#settings.get(prunedTo) ?? 0);
    if (seq < dropped || seq > this.#store.latest()) {
      throw new ServiceError('cursor_expired', 'this cursor is no longer kept, reload the history');
    }
    return this.#store
      .after(visitorId, seq, this.#now())
      .map((row) => ({ cursor: String(row.seq), type: row.type, data: row.data }));
  }

  /** A visitor's own events of some types, oldest first, each with its time (ms since 1970), as far as they are kept. */
  kept(visitorId: string, types: readonly string[]): (LoggedEvent & { at: number })[] {
    return this.#store
      .ofTypes(visitorId, types)
      .map(({ seq, type, data, at }) => ({ cursor: String(seq), type, data, at }));
  }

  /** Follows new events; answers the function that stops. */
  subscribe(visitorId: string, listener: EventListener): () => void {
    const listeners = this.#listeners.get(visitorId) ?? new Set();
    this.#listeners.set(visitorId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(visitorId) === listeners) this.#listeners.delete(visitorId);
    };
  }

  /** Who follows at the moment. */
  hasListener(visitorId: string): boolean {
    return (this.#listeners.get(visitorId)?.size ?? 0) > 0;
  }

  /** Ends all following of one visitor, after the commit. */
  close(visitorId: string): void {
    this.#work.after(() => {
      for (const listener of [...(this.#listeners.get(visitorId) ?? [])]) listener.closed();
    });
  }

  /** Forgets the events about one message (of one type): deleted words must not be replayed. */
  forgetMessage(messageId: string, type: string): void {
    this.#store.removeAbout(messageId, type);
  }

  /** Erases one visitor's events. */
  erase(visitorId: string): void {
    this.#store.removeOf(visitorId);
  }

  /** Drops events older than a time (ms since 1970). */
  prune(before: number): void {
    const highest = this.#store.prune(before);
    if (highest > 0) this.#settings.set(prunedTo, String(highest));
  }

  /** Makes every cursor given out so far expire. */
  expireAll(): void {
    this.#work.run(() => {
      // A marker takes a number of its own, so that even an up-to-date cursor lies before it.
      this.#store.append({ visitorId: '', type: 'marker', data: null, now: 0 });
      this.#settings.set(prunedTo, String(this.#store.latest()));
    });
  }

  #listenersOf(visitorId: string): EventListener[] {
    if (visitorId !== everybody) return [...(this.#listeners.get(visitorId) ?? [])];
    return [...this.#listeners.values()].flatMap((listeners) => [...listeners]);
  }
}
