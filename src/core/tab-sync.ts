import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import { toErrorData } from './error-data.js';
import { ChatError, toChatError } from './errors.js';
import type { ErrorData } from './model.js';
import type { SharedState } from './state.js';
import type { Tabs } from './tabs.js';
import type { Resume } from './transport.js';

/** Two versions of the script that do not understand each other have different numbers. */
const SCHEMA = 1;
/** Longer than anything a leader waits for itself. */
const ANSWER_MS = 70_000;

/** What a tab needs to follow, and to lead later even where the device keeps nothing. */
export type Snapshot = { shared: SharedState; resume: Resume | undefined };

type TabMessage =
  | { kind: 'hello'; epoch: number }
  | ({ kind: 'snapshot'; epoch: number; seq: number } & Snapshot)
  | { kind: 'action'; epoch: number; seq: number; action: SharedAction }
  | { kind: 'command'; from: string; id: number; name: string; args: unknown[] }
  | { kind: 'answer'; to: string; id: number; value?: unknown; error?: ErrorData };

export type TabSyncOptions = {
  tabs: Tabs;
  clock: Clock;
  getSnapshot(): Snapshot;
  /** The leader's fact, in a follower. */
  onAction(action: SharedAction): void;
  onSnapshot(snapshot: Snapshot): void;
  /** Resolves when this tab knows what it needs to lead. */
  onLeader(): Promise<void>;
  onFollower(): void;
  /** A follower asks; only the leader is called. */
  onCommand(name: string, args: unknown[]): Promise<unknown>;
};

type Pending = {
  name: string;
  args: unknown[];
  isPosted: boolean;
  resolve(value: unknown): void;
  reject(error: ChatError): void;
};

/**
 * One state in all tabs: the leader numbers its actions within its epoch; a follower that sees a
 * hole, another epoch or starts anew asks for a snapshot and takes nothing until it has come.
 */
export class TabSync {
  #options: TabSyncOptions;
  #epoch = 0;
  #seq = 0;
  #isOn = false;
  /** A leader is known; until then commands are held back. */
  #isJoined = false;
  /** A snapshot is on its way: what comes before it is not worth another question. */
  #isAsking = false;
  /** A page has told all tabs to forget the visitor; who leads does it. */
  #isToForget = false;
  #ready: Promise<void> = Promise.resolve();
  #nextId = 1;
  #pending = new Map<number, Pending>();

  constructor(options: TabSyncOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isOn = true;
    this.#options.tabs.start({
      onLeader: (epoch) => void this.#lead(epoch),
      onFollower: () => {
        this.#isJoined = false;
        this.#options.onFollower();
        this.#ask();
      },
      onMessage: (message) => this.#receive(message),
    });
    this.#ask();
  }

  stop(): void {
    this.#isOn = this.#isJoined = this.#isAsking = false;
    this.#options.tabs.stop();
    for (const { reject } of this.#pending.values()) reject(new ChatError('aborted', 'stopped'));
  }

  /** The leader tells what it has just done. */
  publish(action: SharedAction): void {
    this.#post({ kind: 'action', epoch: this.#epoch, seq: ++this.#seq, action });
  }

  /** Asks the leader, which may be this tab. Rejects with `timeout` when no leader answers. */
  async command(name: string, args: unknown[]): Promise<unknown> {
    const { tabs, clock } = this.#options;
    if (!this.#isOn) throw new ChatError('aborted', 'stopped');
    if (tabs.isLeader()) return this.#run(name, args);
    // Who leads next hears of all that waits, in its order.
    if (!this.#isJoined && name === 'enqueue') return;
    const id = this.#nextId++;
    return new Promise<unknown>((resolve, reject) => {
      const settle = <A>(next: (value: A) => void) => (value: A): void => {
        cancel();
        this.#pending.delete(id);
        next(value);
      };
      const fail = settle(reject);
      const cancel = clock.setTimer(() => fail(unanswered('no tab answered')), ANSWER_MS);
      this.#pending.set(id, { name, args, isPosted: false, resolve: settle(resolve), reject: fail });
      if (this.#isJoined) this.#postCommands();
    });
  }

  async #lead(epoch: number): Promise<void> {
    const { onLeader, tabs } = this.#options;
    // Where the device counts nothing, the count goes on from the last leader known.
    this.#epoch = Math.max(epoch, this.#epoch + 1);
    this.#seq = 0;
    this.#isAsking = false;
    this.#dropPosted();
    this.#ready = onLeader();
    await this.#ready;
    if (!tabs.isLeader()) return;
    // Nobody led when it was said.
    if (this.#isToForget) await this.#run('reset', [true]).catch(() => {});
    this.#isToForget = false;
    for (const { name, args, resolve, reject } of this.#pending.values()) {
      this.#run(name, args).then(resolve, reject);
    }
    this.#sendSnapshot();
  }

  /** Nothing is done before this tab knows what the last leader knew. */
  async #run(name: string, args: unknown[]): Promise<unknown> {
    await this.#ready;
    return this.#options.onCommand(name, args);
  }

  #ask(): void {
    if (this.#isAsking || this.#options.tabs.isLeader()) return;
    this.#isAsking = true;
    this.#post({ kind: 'hello', epoch: this.#epoch });
  }

  #sendSnapshot(): void {
    const snapshot = this.#options.getSnapshot();
    this.#post({ kind: 'snapshot', epoch: this.#epoch, seq: this.#seq, ...snapshot });
  }

  #postCommands(): void {
    for (const [id, pending] of this.#pending) {
      const { name, args, isPosted } = pending;
      if (isPosted) continue;
      pending.isPosted = true;
      this.#post({ kind: 'command', from: this.#options.tabs.id, id, name, args });
    }
  }

  #post(message: TabMessage): void {
    this.#options.tabs.post({ schema: SCHEMA, ...message });
  }

  #receive(raw: unknown): void {
    const message = raw as TabMessage & { schema?: unknown };
    if (message?.schema !== SCHEMA) return; // another version: its snapshot would not fit either
    const isLeader = this.#options.tabs.isLeader();
    if (message.kind === 'answer') this.#answered(message);
    else if (isLeader && message.kind === 'hello') void this.#welcome(message.epoch);
    else if (message.kind === 'command') void this.#obey(message, isLeader);
    else if (!isLeader && message.kind === 'snapshot') this.#rebase(message);
    else if (!isLeader && message.kind === 'action') this.#follow(message);
  }

  async #welcome(epoch: number): Promise<void> {
    await this.#ready;
    // It followed a leader we have not heard of: our words must not look like older ones.
    if (epoch > this.#epoch) this.#epoch = epoch + 1;
    this.#sendSnapshot();
  }

  #rebase({ epoch, seq, shared, resume }: Extract<TabMessage, { kind: 'snapshot' }>): void {
    if (epoch < this.#epoch) return this.#ask(); // a leader that slept, or one that counts anew
    const isOlder = seq < this.#seq || (seq === this.#seq && !this.#isAsking);
    if (epoch === this.#epoch && isOlder) return; // meant for another tab
    if (epoch > this.#epoch) this.#dropPosted();
    this.#epoch = epoch;
    this.#seq = seq;
    this.#isAsking = this.#isToForget = false;
    this.#isJoined = true;
    this.#options.onSnapshot({ shared, resume });
    this.#postCommands();
  }

  #follow({ epoch, seq, action }: Extract<TabMessage, { kind: 'action' }>): void {
    if (epoch !== this.#epoch || seq !== this.#seq + 1) return this.#ask();
    this.#seq = seq;
    this.#isToForget = false;
    this.#options.onAction(action);
  }

  async #obey({ from, id, name, args }: Extract<TabMessage, { kind: 'command' }>, isLeader: boolean): Promise<void> {
    if (!isLeader) return void (this.#isToForget ||= !from);
    const answer = { kind: 'answer', to: from, id } as const;
    try {
      this.#post({ ...answer, value: await this.#run(name, args) });
    } catch (thrown) {
      this.#post({ ...answer, error: toErrorData(toChatError(thrown)) });
    }
  }

  #answered({ to, id, value, error }: Extract<TabMessage, { kind: 'answer' }>): void {
    if (to !== this.#options.tabs.id) return;
    const pending = this.#pending.get(id);
    if (error) pending?.reject(toChatError({ ...error, name: 'ChatError' }));
    else pending?.resolve(value);
  }

  /** The leader that was asked is gone: nobody will answer. */
  #dropPosted(): void {
    for (const { isPosted, reject } of this.#pending.values()) {
      if (isPosted) reject(unanswered('the leading tab is gone'));
    }
  }
}

const unanswered = (reason: string): ChatError =>
  new ChatError('timeout', reason, { retryable: true, outcome: 'unknown' });
