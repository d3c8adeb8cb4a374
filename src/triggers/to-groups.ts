import type { Rule, RuleBook, When } from './rule.js';
import type { Condition } from './words.js';

/** One condition of Chatvisor's form; `not` turns it round. */
type GroupCondition = Condition & { not?: true };

/** More would be an export that nobody can read, nor is it read again. */
const MOST_CONDITIONS = 50;

/** The rules in Chatvisor's form. A rule with too many alternatives is left out; `warn` names it. */
export function toGroups({ rules, ...book }: RuleBook, warn: (problem: string) => void = () => {}): object {
  return {
    ...book,
    rules: rules.flatMap((rule) => {
      const shown = toGroupsRule(rule);
      if (!shown) warn(`"${rule.id}" has too many alternatives for this form`);
      return shown ?? [];
    }),
  };
}

function toGroupsRule(rule: Rule): object | undefined {
  const { when, then, once, cooldown, perVisit, level = 'page', kind = 'any', ...rest } = rule;
  const alternatives = toAlternatives(when, false);
  if (Math.max(alternatives.length, alternatives.flat().length) > MOST_CONDITIONS) return undefined;
  const limit = once ? { per: 'visitor', max: 1 } : perVisit === undefined ? undefined : { per: 'session', max: perVisit };
  const isLimited = limit || cooldown !== undefined;
  const actions = then.map((action) => (action.do === 'prompt' ? { ...action, do: 'invite' } : action));
  return {
    ...rest,
    level,
    kind,
    groups: alternatives.map((all) => ({ all })),
    actions,
    ...(isLimited && { frequency: { per: 'session', ...limit, cooldownSeconds: cooldown ?? 0 } }),
  };
}

/** The alternatives of a condition, each a list of what must hold; De Morgan takes the negations inwards. */
function toAlternatives(when: When, isNegated: boolean): GroupCondition[][] {
  if ('is' in when) return [[isNegated ? { ...when, not: true } : when]];
  if ('not' in when) return toAlternatives(when.not, !isNegated);
  const [parts, isAll] = 'all' in when ? [when.all, !isNegated] : [when.any, isNegated];
  const each = parts.map((part) => toAlternatives(part, isNegated));
  return isAll ? each.reduce(crossed, [[]]) : each.flat().slice(0, MOST_CONDITIONS + 1);
}

const crossed = (before: GroupCondition[][], next: GroupCondition[][]): GroupCondition[][] =>
  before.flatMap((left) => next.map((right) => [...left, ...right])).slice(0, MOST_CONDITIONS + 1);
