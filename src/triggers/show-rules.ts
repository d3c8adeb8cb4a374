import type { Hours } from '../hours/hours.js';
import type { Ask } from './evaluate.js';
import { explainRule, type ExplainedRule } from './explain.js';
import type { Limit } from './limits.js';
import type { Rule, RuleBook } from './rule.js';
import { toGroups } from './to-groups.js';
import { toRocketTriggers } from './to-rocketchat.js';

export type RuleForm = 'own' | 'groups' | 'rocketchat';

/** Rules as data, in the form that is asked for. */
export function exportRules(book: RuleBook, form: RuleForm, hours: Hours | undefined, warn: (problem: string) => void): unknown {
  if (form === 'rocketchat') return toRocketTriggers(book, warn);
  if (form === 'groups') return { ...toGroups(book, warn), ...(hours && { hours }) };
  return structuredClone(book);
}

/** Every rule with its conditions, their values now, and what is missing. */
export const explainRules = ({ rules }: RuleBook, ask: Ask, limitOf: (rule: Rule) => Limit | undefined): ExplainedRule[] =>
  rules.map((rule) => explainRule(rule, ask, limitOf(rule)));
