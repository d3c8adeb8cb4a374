import type { TriggerClock } from './page-clock.js';
import { answerTo } from './answer.js';
import { Engine, type Step } from './engine.js';
import type { Facts } from './facts.js';
import type { Ask } from './evaluate.js';
import type { Rule, RuleBook } from './rule.js';

export type WatchOptions = {
  book: RuleBook;
  /** What is known of rules that were there before. */
  before?: Engine | undefined;
  clock: TriggerClock;
  /** What is known now. */
  facts(): Facts;
  /** This rule can do no more. */
  isSpent?(rule: Rule): boolean;
  onStep(step: Step): void;
};

/** Asks the rules when something has happened, and by one timer when time alone may change what they say. */
export class Watch {
  readonly engine: Engine;
  #options: WatchOptions;
  #cancel = (): void => {};
  #isOver = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.engine = new Engine(options.book, options.before);
  }

  /** Something may be different now. */
  step(): void {
    // A page's function may answer when all is over.
    if (this.#isOver) return;
    const { clock, facts, isSpent, onStep } = this.#options;
    this.#cancel();
    const now = facts();
    // Nobody sees it; what has become true meanwhile is true when they look again.
    if (!now.isVisible) return;
    const step = this.engine.step((condition) => answerTo(condition, now), isSpent);
    // A timer may come a little early.
    if (step.in !== undefined) this.#cancel = clock.setTimer(() => this.step(), Math.ceil(step.in) + 1);
    onStep(step);
  }

  /** Something happens that may have happened before: rules that wait for it may fire again. */
  again(forget: () => void, note: () => void): void {
    forget();
    this.engine.rearm(this.ask());
    note();
    this.step();
  }

  /** Answers for the facts of this moment. */
  ask(): Ask {
    const now = this.#options.facts();
    return (condition) => answerTo(condition, now);
  }

  stop(): void {
    this.#isOver = true;
    this.#cancel();
  }
}
