import { isConfirmed } from './message-list.js';
import type { Message } from './model.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { adopt, showQueued } from './restore.js';
import { selectNewestId } from './joints.js';
import type { Session } from './session.js';
import type { SharedState } from './state.js';
import type { Store } from './store.js';

export type RecoveryOptions = {
  store: Store;
  session: Session;
  outbox: Outbox;
  isLeader(): boolean;
  /** Written in this tab, and not settled yet. */
  isOwn(localId: string): boolean;
  enqueue(entry: OutboxEntry, files: (Blob | undefined)[]): void;
  /** The visitor was forgotten while this tab slept. */
  onForgotten(): void;
};

/** What a tab must know after a sleep or the death of the leader: nothing lost, nothing doubled. */
export class Recovery {
  /** Away for a while, if only while this code was loaded: other tabs may have gone on, and gone. */
  hasSlept = true;
  #options: RecoveryOptions;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** This tab's view is the newest, unless it slept; the device has the cursor and what others queued. */
  async lead(): Promise<void> {
    const { store, session, outbox, isLeader } = this.#options;
    const kept = await session.load(this.hasSlept ? null : store.state.visitorId);
    const hasOutbox = await outbox.load(store.state.storage === 'memory');
    if (!isLeader()) return;
    if (this.hasSlept) this.#catchUp(kept, hasOutbox);
    if (!this.hasSlept || store.state.storage === 'memory') this.#rescueStrays();
    this.hasSlept = false;
    this.#dropStrays();
    showQueued(store, outbox);
    // Failed right before a nap: noted, and told nobody.
    for (const { localId, status, error } of outbox.entries) {
      if (status === 'failed') store.dispatch({ type: 'message/failed', localId, error: error! });
    }
  }

  /** The device knows what went on meanwhile: newer messages, another visitor, or nobody any more. */
  #catchUp(kept: Awaited<ReturnType<Session['load']>>, hasOutbox: boolean): void {
    const { store, onForgotten } = this.#options;
    const { messages, storage, visitorId } = store.state;
    if (kept) {
      const newest = kept.messages.at(-1);
      const isAhead = newest && !messages.some(({ id }) => id === newest.id);
      if (isAhead || kept.visitorId !== visitorId) adopt(store, kept);
    } else if (!hasOutbox && visitorId !== null && storage !== 'memory') onForgotten();
  }

  /** A new leader may not have heard of messages that the last one died over. */
  follow(shared: SharedState): void {
    const { outbox, enqueue, store } = this.#options;
    this.hasSlept = false;
    this.#forgetConfirmed(); // nor of those that the backend had echoed: the snapshot takes their rows away
    store.dispatch({ type: 'snapshot/received', shared });
    this.#dropStrays(shared.messages);
    this.#forgetConfirmed();
    for (const entry of outbox.entries) enqueue(entry, outbox.files(entry));
  }

  /** What the leader does to a message, the tab that wrote it follows: it may have to lead next. */
  mirror(localId: string): void {
    const { outbox, store } = this.#options;
    const row = this.#row(localId);
    if (!row || isConfirmed(row)) return;
    const { status, parts, error } = row;
    const after = selectNewestId(store.state);
    outbox.mirror(localId, (it) => ({ ...(status === 'sending' && { after }), ...it, status, parts, error }));
  }

  /** Unsent messages on screen that no outbox holds: another tab's, settled while this one slept. */
  #strays(known: readonly Message[] = []): Message[] {
    const { isOwn, outbox, store } = this.#options;
    const ids = new Set(known.map(({ localId }) => localId));
    const isBeingKept = ({ localId, status }: Message): boolean => status === 'saving' && isOwn(localId!);
    const isStray = (row: Message): boolean =>
      !outbox.find(row.localId!) && !isBeingKept(row) && !ids.has(row.localId);
    return store.state.messages.filter((row) => !isConfirmed(row) && isStray(row));
  }

  /** Where nothing is kept, the words on screen are the last copy; perhaps they have been sent. */
  #rescueStrays(): void {
    for (const row of this.#strays()) {
      const status = row.status === 'queued' ? 'sending' : row.status!;
      if (status !== 'saving') this.#options.outbox.adopt({ ...row, localId: row.localId!, status }, []);
    }
  }

  #dropStrays(known?: readonly Message[]): void {
    for (const { localId } of this.#strays(known)) {
      this.#options.store.dispatch({ type: 'message/discarded', localId: localId! });
    }
  }

  #forgetConfirmed(): void {
    const { outbox } = this.#options;
    for (const { localId } of outbox.entries) {
      const row = this.#row(localId);
      if (row && isConfirmed(row)) outbox.forget(localId);
    }
  }

  #row(localId: string): Message | undefined {
    return this.#options.store.state.messages.find((message) => message.localId === localId);
  }
}
