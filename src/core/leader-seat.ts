import { backoffMs } from './backoff.js';
import type { Clock } from './clock.js';
import { ChatError } from './errors.js';
import type { Leader, LeaderOptions } from './leader.js';

export type CreateLeader = (options: LeaderOptions) => Leader;

export type LeaderSeatOptions = {
  clock: Clock;
  load(): Promise<CreateLeader>;
  leader: LeaderOptions;
  onError(error: ChatError): void;
};

/** Holds the leader, whose code is a chunk of its own, and what it must know before it has come. */
export class LeaderSeat {
  #options: LeaderSeatOptions;
  #leader: Leader | undefined;
  #loading: Promise<Leader> | undefined;
  #isOnline = true;
  #cancelWait: () => void = () => {};

  constructor(options: LeaderSeatOptions) {
    this.#options = options;
  }

  get leader(): Leader | undefined {
    return this.#leader;
  }

  /** Resolves once the code is there; it is tried until then. */
  load(): Promise<Leader> {
    return (this.#loading ??= this.#load());
  }

  /** What the browser says about the network. */
  setNetwork(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.#leader?.setNetwork(isOnline);
  }

  stop(): void {
    this.#cancelWait();
    if (!this.#leader) this.#loading = undefined;
    this.#leader?.stop();
  }

  /** Keeps trying: queued messages wait for nothing else. */
  async #load(): Promise<Leader> {
    const { load, clock, leader, onError } = this.#options;
    for (let attempt = 0; !this.#leader; attempt++) {
      try {
        const createLeader = await load();
        this.#leader ??= createLeader(leader);
        this.#leader.setNetwork(this.#isOnline);
      } catch (cause) {
        const message = 'the code of the connection did not load';
        onError(new ChatError('network', message, { retryable: true, cause }));
        await new Promise<void>((resolve) => {
          this.#cancelWait = clock.setTimer(resolve, backoffMs(attempt, clock.random()));
        });
      }
    }
    return this.#leader;
  }
}
