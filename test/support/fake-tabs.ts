import type { Clock } from '../../src/core/clock.js';
import type { Tabs, TabsHandlers } from '../../src/core/tabs.js';

type Member = {
  id: string;
  handlers: TabsHandlers;
  isDead: boolean;
  isAsleep: boolean;
  inbox: unknown[];
};

/** The tabs of one browser: a bus in order, and an election that notices a death after `takeoverMs`. */
export class FakeBus {
  takeoverMs = 3_000;
  electionMs = 5;
  latencyMs = 1;
  /** A device that counts no epochs gives every leader the same one. */
  countsEpochs = true;
  posted: unknown[] = [];
  #clock: Clock;
  #members: Member[] = [];
  #leader: Member | undefined;
  #epoch = 0;
  #ids = 0;
  #electing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get leaderId(): string | undefined {
    return this.#leader?.id;
  }

  join(): FakeTabs {
    const member: Member = {
      id: `tab${++this.#ids}`,
      handlers: { onLeader() {}, onFollower() {}, onMessage() {} },
      isDead: false,
      isAsleep: false,
      inbox: [],
    };
    const leave = (): void => {
      this.#members = this.#members.filter((it) => it !== member);
      if (this.#leader !== member) return;
      this.#leader = undefined;
      this.#elect(this.electionMs);
    };
    return {
      id: member.id,
      start: (handlers) => {
        member.handlers = handlers;
        if (!this.#members.includes(member)) this.#members.push(member);
        this.#elect(this.electionMs);
      },
      post: (message) => !member.isDead && this.#post(member, message),
      isLeader: () => this.#leader === member && !member.isDead,
      stop: leave,
      kill: () => {
        member.isDead = true;
        this.#members = this.#members.filter((it) => it !== member);
        this.#clock.setTimer(leave, this.takeoverMs);
      },
      sleep: () => {
        member.isAsleep = true;
        this.#clock.setTimer(() => member.isAsleep && this.#steal(member), this.takeoverMs);
      },
      wake: () => {
        member.isAsleep = false;
        for (const message of member.inbox.splice(0)) member.handlers.onMessage(message);
        if (this.#leader !== member) member.handlers.onFollower();
      },
    };
  }

  #post(from: Member, message: unknown): void {
    this.posted.push(message);
    const copy = structuredClone(message);
    for (const member of this.#members) {
      if (member === from) continue;
      this.#clock.setTimer(() => {
        if (member.isDead || !this.#members.includes(member)) return;
        if (member.isAsleep) member.inbox.push(copy);
        else member.handlers.onMessage(structuredClone(copy));
      }, this.latencyMs);
    }
  }

  #steal(sleeper: Member): void {
    if (this.#leader !== sleeper || !this.#members.some((it) => !it.isAsleep)) return;
    this.#leader = undefined;
    this.#elect(0);
  }

  #elect(ms: number): void {
    if (this.#electing || this.#leader) return;
    this.#electing = true;
    this.#clock.setTimer(() => {
      this.#electing = false;
      const next = this.#members.find((it) => !it.isDead && !it.isAsleep);
      if (!next || this.#leader) return;
      this.#leader = next;
      if (this.countsEpochs || !this.#epoch) this.#epoch++;
      next.handlers.onLeader(this.#epoch);
    }, ms);
  }
}

export type FakeTabs = Tabs & {
  /** The tab dies this instant; the others notice later. */
  kill(): void;
  /** Frozen by the browser: another may take the lead meanwhile. */
  sleep(): void;
  wake(): void;
};
