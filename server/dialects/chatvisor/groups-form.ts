import { invalid } from '../../conversation/service-error.js';
import { isObject } from '../../http/json-body.js';
import type { Condition, Rule, RuleDocument, When } from './rule-form.js';

/** One condition of Chatvisor's form; `not` turns it round. */
type GroupCondition = Condition & { not?: boolean };

/** More than these would be an export that nobody can read. */
const mostGroups = 256;

/**
 * A rule of Chatvisor's form as one of the widget's: groups are alternatives, conditions of a group hold together.
 * @throws ServiceError `invalid`, naming the place
 */
export function fromGroupsRule(rule: Record<string, unknown>, at: string): Record<string, unknown> {
  const { groups, actions, frequency, ...rest } = rule;
  if (!Array.isArray(groups)) throw invalid({ [`${at}.groups`]: 'invalid' });
  const alternatives = groups.map((group, index) => fromGroup(group, `${at}.groups[${index}]`));
  const [first] = alternatives;
  const when: unknown = alternatives.length === 1 ? first : { any: alternatives };
  return { ...rest, when, then: actions, ...fromFrequency(frequency, `${at}.frequency`) };
}

function fromGroup(group: unknown, at: string): { all: unknown[] } {
  const all = isObject(group) ? group['all'] : undefined;
  if (!Array.isArray(all)) throw invalid({ [`${at}.all`]: 'invalid' });
  return {
    all: all.map((condition: unknown) => {
      if (!isObject(condition)) return condition;
      const { not, ...plain } = condition;
      return not === true ? { not: plain } : plain;
    }),
  };
}

function fromFrequency(frequency: unknown, at: string): Record<string, unknown> {
  if (frequency === undefined || frequency === null) return {};
  if (!isObject(frequency)) throw invalid({ [at]: 'invalid' });
  const { per = 'session', max, cooldownSeconds } = frequency;
  const cooldown = cooldownSeconds ? { cooldown: cooldownSeconds } : {};
  if (per === 'session') return { ...(max === undefined ? {} : { perVisit: max }), ...cooldown };
  if (per !== 'visitor') throw invalid({ [`${at}.per`]: 'invalid' }, 'per is session or visitor');
  if ((max ?? 1) !== 1) throw invalid({ [`${at}.max`]: 'invalid' }, 'for a visitor only once is known');
  return { once: true, ...cooldown };
}

/**
 * The rules in Chatvisor's form, for its import.
 * @throws ServiceError `invalid` for a rule that would become too long
 */
export function toGroupsForm({ rules, ...document }: RuleDocument) {
  return { ...document, rules: rules.map(toGroupsRule) };
}

function toGroupsRule({ when, then, once, cooldown, perVisit, level = 'page', kind = 'any', ...rest }: Rule) {
  const alternatives = toAlternatives(when, false);
  if (alternatives.length > mostGroups) throw invalid({ rules: 'too_long' }, `rule ${rest.id} has too many alternatives`);
  const limit = once ? { per: 'visitor', max: 1 } : perVisit === undefined ? undefined : { per: 'session', max: perVisit };
  const frequency = limit || cooldown ? { per: 'session', ...limit, cooldownSeconds: cooldown ?? 0 } : undefined;
  return { ...rest, level, kind, groups: alternatives.map((all) => ({ all })), actions: then, ...(frequency && { frequency }) };
}

/** The alternatives of a condition, each a list of what must hold; De Morgan takes the negations inwards. */
function toAlternatives(when: When, isNegated: boolean): GroupCondition[][] {
  if ('is' in when) {
    const condition = when as Condition;
    return [[isNegated ? { ...condition, not: true } : condition]];
  }
  if ('not' in when) return toAlternatives(when.not, !isNegated);
  const [parts, isAll] = 'all' in when ? [when.all, !isNegated] : [when.any, isNegated];
  const each = parts.map((part) => toAlternatives(part, isNegated));
  return isAll ? each.reduce(crossed, [[]]) : each.flat();
}

function crossed(before: GroupCondition[][], next: GroupCondition[][]): GroupCondition[][] {
  const both = before.flatMap((left) => next.map((right) => [...left, ...right]));
  // Long before memory is a matter; the caller refuses it.
  return both.slice(0, mostGroups + 1);
}
