import type { Ask } from './evaluate.js';
import { evaluate } from './evaluate.js';
import type { Limit } from './limits.js';
import { toWhen, type Rule, type When } from './rule.js';
import type { Truth } from './truth.js';
import type { Condition } from './words.js';

/** A part of a rule with what it is worth now. */
export type ExplainedWhen =
  | { all: ExplainedWhen[]; value: Truth }
  | { any: ExplainedWhen[]; value: Truth }
  | { not: ExplainedWhen; value: Truth }
  | {
      is: Condition['is'];
      condition: Condition;
      value: Truth;
      /** What it was decided by: seconds, an address, a count. */
      now?: string | number;
      /** Seconds until time alone may change it. */
      in?: number;
    };

/** One rule of `explainTriggers()`. */
export type ExplainedRule = {
  id: string;
  value: Truth;
  when: ExplainedWhen;
  then: string[];
  /** What keeps it from doing its part although it may hold. */
  limit?: Limit;
  /** Conditions that are not as the rule needs them, in words. */
  missing: string[];
};

function explainWhen(when: When, ask: Ask): ExplainedWhen {
  const value = evaluate(when, ask);
  if ('not' in when) return { not: explainWhen(when.not, ask), value };
  if ('all' in when) return { all: when.all.map((each) => explainWhen(each, ask)), value };
  if ('any' in when) return { any: when.any.map((each) => explainWhen(each, ask)), value };
  const { now, in: ms } = ask(when);
  return { is: when.is, condition: when, value, ...(now !== undefined && { now }), ...(ms !== undefined && { in: Math.ceil(ms / 1000) }) };
}

const wordFor = (value: Truth): string => (value === undefined ? 'not known' : String(value));

/** What stands in the way of `wanted`. */
function missing(when: ExplainedWhen, wanted: boolean): string[] {
  if (when.value === wanted) return [];
  if ('not' in when) return missing(when.not, !wanted);
  if ('all' in when) return when.all.flatMap((each) => missing(each, wanted));
  if ('any' in when) return when.any.flatMap((each) => missing(each, wanted));
  const { is: _, ...parameters } = when.condition;
  const more = Object.values(parameters).length ? ` ${JSON.stringify(parameters)}` : '';
  const seen = when.now === undefined ? '' : `, now ${when.now}`;
  const soon = when.in === undefined ? '' : `, may change in ${when.in} s`;
  return [`${wanted ? '' : 'not '}${when.is}${more}: ${wordFor(when.value)}${seen}${soon}`];
}

/** A rule, part by part, with what is missing. */
export function explainRule(rule: Rule, ask: Ask, limit: Limit | undefined): ExplainedRule {
  const when = explainWhen(toWhen(rule), ask);
  return {
    id: rule.id,
    value: when.value,
    when,
    then: rule.then.map((action) => action.do),
    ...(limit && { limit }),
    missing: missing(when, true),
  };
}
