import { conditionsOf, toWhen, type Rule, type When } from './rule.js';
import { and, not, or, type Truth } from './truth.js';
import type { Answer } from './facts.js';
import type { Condition } from './words.js';

/** Says of a condition whether it holds now. */
export type Ask = (condition: Condition) => Answer;

/** Whether a rule's conditions hold together. */
export function evaluate(when: When, ask: Ask): Truth {
  if ('is' in when) return ask(when).value;
  if ('not' in when) return not(evaluate(when.not, ask));
  const isAll = 'all' in when;
  const values = (isAll ? when.all : when.any).map((part) => evaluate(part, ask));
  return isAll ? and(values) : or(values);
}

/** Milliseconds until time alone may change what these rules say; undefined: never. */
export function nextBoundary(rules: readonly Rule[], ask: Ask): number | undefined {
  const moments = rules.flatMap((rule) => conditionsOf(toWhen(rule)).flatMap((condition) => ask(condition).in ?? []));
  return moments.length ? Math.min(...moments) : undefined;
}
