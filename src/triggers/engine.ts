import { evaluate, nextBoundary, type Ask } from './evaluate.js';
import { toWhen, type Rule, type RuleBook } from './rule.js';
import type { Truth } from './truth.js';
import type { Action } from './words.js';

/** What follows from the facts of one moment. */
export type Step = {
  /** Rules that hold since now, the most important first. */
  fired: Rule[];
  /** Rules with `show` or `hide` that hold since now. */
  began: Rule[];
  /** Milliseconds until this must be asked again; undefined: only when something happens. */
  in: number | undefined;
};

/** Only their being there counts, as long as their rule holds. */
export type Level = Extract<Action, { do: 'show' | 'hide' }>;

export const isLevel = (action: Action): action is Level => action.do === 'show' || action.do === 'hide';

const priorityOf = ({ priority = 0 }: Rule): number => priority;

/**
 * Rules over facts. A rule fires when it begins to hold, and again only after it has ceased to. What
 * becomes unknown stays as it was: nothing fires for it, nothing flickers.
 */
export class Engine {
  #book: RuleBook;
  #last = new Map<string, Truth>();
  #ignored = new Set<string>();

  /** @param before what is known of rules that stay as they are */
  constructor(book: RuleBook, before?: Engine) {
    this.#book = book;
    if (!before) return;
    for (const rule of book.rules) {
      const known = before.#book.rules.find(({ id }) => id === rule.id);
      if (JSON.stringify(known) !== JSON.stringify(rule)) continue;
      this.#last.set(rule.id, before.#last.get(rule.id));
      if (before.#ignored.has(rule.id)) this.#ignored.add(rule.id);
    }
  }

  /** `isSpent`: this rule can do no more, so that no timer need wait for it. */
  step(ask: Ask, isSpent: (rule: Rule) => boolean = () => false): Step {
    const { rules } = this.#book;
    const began = rules.filter((rule) => this.#begins(rule, ask)).sort((a, b) => priorityOf(b) - priorityOf(a));
    const waiting = rules.filter((rule) => rule.then.some(isLevel) || !isSpent(rule));
    return {
      fired: began.filter(({ then }) => !then.every(isLevel)),
      began: began.filter(({ then }) => then.some(isLevel)),
      in: nextBoundary(waiting, ask),
    };
  }

  #begins(rule: Rule, ask: Ask): boolean {
    const value = this.#valueOf(rule, ask);
    const before = this.#last.get(rule.id);
    if (value !== undefined) this.#last.set(rule.id, value);
    if (value === false) this.#ignored.delete(rule.id);
    return value === true && before !== true;
  }

  /** The page does not want what this rule shows or hides, until it holds anew. */
  ignore(rule: Rule): void {
    this.#ignored.add(rule.id);
  }

  /** Something happens once more: rules that waited for it may fire again. */
  rearm(ask: Ask): void {
    for (const rule of this.#book.rules) {
      if (this.#last.get(rule.id) && this.#valueOf(rule, ask) === false) this.#last.set(rule.id, false);
    }
  }

  /** Another page: each rule begins anew. Until it is known again, `show` and `hide` stay. */
  restart(): void {
    for (const rule of this.#book.rules) {
      if (!rule.then.some(isLevel)) this.#last.delete(rule.id);
    }
  }

  #valueOf(rule: Rule, ask: Ask): Truth {
    return evaluate(toWhen(rule), ask);
  }

  /** Whether the widget is there, as far as the rules say. The highest priority decides; among equals `hide` does. */
  get isVisible(): boolean {
    const holding = this.#book.rules.filter(({ id, then }) => this.#last.get(id) && !this.#ignored.has(id) && then.some(isLevel));
    if (!holding.length) return this.#book.default === 'visible';
    const highest = Math.max(...holding.map(priorityOf));
    const deciding = holding.filter((rule) => priorityOf(rule) === highest);
    return !deciding.some(({ then }) => then.some((action) => action.do === 'hide'));
  }
}
