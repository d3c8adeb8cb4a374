import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import { ChatError, toChatError } from './errors.js';
import type { SharedState } from './state.js';
import type { Tabs } from './tabs.js';
import type { Resume } from './transport.js';

/** Two versions of the script that do not understand each other have different numbers. */
const SCHEMA = 1;
const ANSWER_MS = 10_000;

/** What a tab needs to follow, and to lead later even where the device keeps nothing. */
export type Snapshot = { shared: SharedState; resume: Resume | undefined };

type TabMessage =
  | { kind: 'hello' }
  | ({ kind: 'snapshot'; epoch: number; seq: number } & Snapshot)
  | { kind: 'action'; epoch: number; seq: number; action: SharedAction }
  | { kind: 'command'; from: string; id: number; name: string; args: unknown[] }
  | { kind: 'answer'; to: string; id: number; value?: unknown; error?: AnswerError };

type AnswerError = { code: ChatError['code']; message: string; retryable: boolean; fields?: Record<string, string> };

export type TabSyncOptions = {
  tabs: Tabs;
  clock: Clock;
  getSnapshot(): Snapshot;
  /** The leader's fact, in a follower. */
  onAction(action: SharedAction): void;
  onSnapshot(snapshot: Snapshot): void;
  onLeader(): void;
  onFollower(): void;
  /** A follower asks; only the leader is called. */
  onCommand(name: string, args: unknown[]): Promise<unknown>;
};

type Pending = { resolve(value: unknown): void; reject(error: ChatError): void };

/**
 * One state in all tabs: the leader numbers its actions within its epoch; a follower that sees a
 * hole, another epoch or starts anew asks for a snapshot and takes nothing until it has come.
 */
export class TabSync {
  #options: TabSyncOptions;
  #epoch = 0;
  #seq = 0;
  /** A snapshot is on its way: what comes before it is not worth another question. */
  #isAsking = false;
  #nextId = 1;
  #pending = new Map<number, Pending>();

  constructor(options: TabSyncOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.tabs.start({
      onLeader: (epoch) => this.#lead(epoch),
      onFollower: () => {
        this.#options.onFollower();
        this.#ask();
      },
      onMessage: (message) => this.#receive(message),
    });
    this.#ask();
  }

  stop(): void {
    this.#options.tabs.stop();
    for (const { reject } of this.#pending.values()) reject(new ChatError('aborted', 'stopped'));
    this.#pending.clear();
  }

  /** The leader tells what it has just done. */
  publish(action: SharedAction): void {
    this.#post({ kind: 'action', epoch: this.#epoch, seq: ++this.#seq, action });
  }

  /** Asks the leader, which may be this tab. Rejects with `timeout` when no leader answers. */
  command(name: string, args: unknown[]): Promise<unknown> {
    const { tabs, clock, onCommand } = this.#options;
    if (tabs.isLeader()) return onCommand(name, args);
    const id = this.#nextId++;
    return new Promise<unknown>((resolve, reject) => {
      const settle = (): void => {
        cancel();
        this.#pending.delete(id);
      };
      const fail = (error: ChatError): void => {
        settle();
        reject(error);
      };
      const cancel = clock.setTimer(
        () => fail(new ChatError('timeout', 'no tab answered', { retryable: true, outcome: 'unknown' })),
        ANSWER_MS,
      );
      this.#pending.set(id, { resolve: (value) => (settle(), resolve(value)), reject: fail });
      this.#post({ kind: 'command', from: tabs.id, id, name, args });
    });
  }

  #lead(epoch: number): void {
    this.#epoch = epoch;
    this.#seq = 0;
    this.#isAsking = false;
    this.#options.onLeader();
    this.#sendSnapshot();
  }

  #ask(): void {
    if (this.#isAsking || this.#options.tabs.isLeader()) return;
    this.#isAsking = true;
    this.#post({ kind: 'hello' });
  }

  #sendSnapshot(): void {
    const snapshot = this.#options.getSnapshot();
    this.#post({ kind: 'snapshot', epoch: this.#epoch, seq: this.#seq, ...snapshot });
  }

  #post(message: TabMessage): void {
    this.#options.tabs.post({ schema: SCHEMA, ...message });
  }

  #receive(raw: unknown): void {
    const message = raw as TabMessage & { schema?: unknown };
    if (message?.schema !== SCHEMA) return; // another version: its snapshot would not fit either
    const isLeader = this.#options.tabs.isLeader();
    if (message.kind === 'answer') this.#answered(message);
    else if (isLeader && message.kind === 'hello') this.#sendSnapshot();
    else if (isLeader && message.kind === 'command') void this.#obey(message);
    else if (!isLeader && message.kind === 'snapshot') this.#rebase(message);
    else if (!isLeader && message.kind === 'action') this.#follow(message);
  }

  #rebase({ epoch, seq, shared, resume }: Extract<TabMessage, { kind: 'snapshot' }>): void {
    if (epoch < this.#epoch) return; // the last word of a leader that slept
    if (epoch === this.#epoch && seq < this.#seq) return;
    this.#epoch = epoch;
    this.#seq = seq;
    this.#isAsking = false;
    this.#options.onSnapshot({ shared, resume });
  }

  #follow({ epoch, seq, action }: Extract<TabMessage, { kind: 'action' }>): void {
    if (epoch < this.#epoch || (epoch === this.#epoch && seq <= this.#seq)) return;
    if (epoch !== this.#epoch || seq !== this.#seq + 1) return this.#ask();
    this.#seq = seq;
    this.#options.onAction(action);
  }

  async #obey({ from, id, name, args }: Extract<TabMessage, { kind: 'command' }>): Promise<void> {
    const answer = { kind: 'answer', to: from, id } as const;
    try {
      this.#post({ ...answer, value: await this.#options.onCommand(name, args) });
    } catch (thrown) {
      const { code, message, retryable, fields } = toChatError(thrown);
      this.#post({ ...answer, error: { code, message, retryable, ...(fields ? { fields } : {}) } });
    }
  }

  #answered({ to, id, value, error }: Extract<TabMessage, { kind: 'answer' }>): void {
    if (to !== this.#options.tabs.id) return;
    const pending = this.#pending.get(id);
    if (error) pending?.reject(new ChatError(error.code, error.message, error));
    else pending?.resolve(value);
  }
}
