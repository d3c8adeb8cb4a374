import { invalid } from '../../conversation/service-error.js';
import { Input } from '../../http/input.js';
import { isObject } from '../../http/json-body.js';
import { fromGroupsRule } from './groups-form.js';
import type { Condition, Rule, RuleAction, RuleDocument, When } from './rule-form.js';
import { actions, facts, problemOfWords } from './rule-words.js';

const mostRules = 200;
const deepest = 8;
const mostConditions = 50;

/**
 * A rules document in the widget's own form, or in Chatvisor's `groups` form; rule by rule it may be either.
 * @throws ServiceError `invalid`, naming the place
 */
export function readRules(body: Record<string, unknown>): RuleDocument {
  const { fallback, list, version } = Input.read(body, (input) => ({
    fallback: input.choice('default', ['visible', 'hidden']) ?? 'visible',
    list: input.objects('rules', mostRules),
    version: input.number('version') ?? 1,
  }));
  if (version !== 1) throw invalid({ version: 'invalid' }, 'only version 1 is known');
  if (!list) throw invalid({ rules: 'required' });
  const rules = list.map((each, index) => {
    const at = `rules[${index}]`;
    return readRule('groups' in each ? fromGroupsRule(each, at) : each, at);
  });
  const ids = rules.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw invalid({ rules: 'invalid' }, `the id ${twice} is there twice`);
  return { version: 1, default: fallback, rules };
}

function readRule(body: Record<string, unknown>, at: string): Rule {
  const { then, ...rule } = Input.read(body, (input) => ({
    id: input.requiredKey('id', 200),
    priority: input.number('priority'),
    cooldown: input.number('cooldown'),
    perVisit: input.number('perVisit'),
    level: input.choice('level', ['page', 'chat']),
    kind: input.text('kind', 40),
    once: body['once'] === true ? true : undefined,
    then: input.objects('then', 20),
  }), `${at}.`);
  if (!then?.length) throw invalid({ [`${at}.then`]: 'required' }, `${at} does nothing`);
  const counter = { conditions: 0 };
  const when = readWhen(body['when'], `${at}.when`, 0, counter);
  if (counter.conditions > mostConditions) throw invalid({ [`${at}.when`]: 'too_long' });
  return { ...rule, when, then: then.map((each, index) => readAction(each, `${at}.then[${index}]`)) };
}

function readWhen(value: unknown, at: string, depth: number, counter: { conditions: number }): When {
  if (!isObject(value) || depth > deepest) throw invalid({ [at]: depth > deepest ? 'too_long' : 'invalid' });
  const { all, any, not } = value;
  const list = (name: string, items: unknown): When[] => {
    if (!Array.isArray(items)) throw invalid({ [`${at}.${name}`]: 'invalid' });
    return items.map((item, index) => readWhen(item, `${at}.${name}[${index}]`, depth + 1, counter));
  };
  if (all !== undefined) return { all: list('all', all) };
  if (any !== undefined) return { any: list('any', any) };
  if (not !== undefined && value['is'] === undefined) return { not: readWhen(not, `${at}.not`, depth + 1, counter) };
  counter.conditions++;
  const problem = problemOfWords(facts, value['is'], value);
  if (problem) throw invalid({ [at]: 'invalid' }, `${at} must be ${problem}`);
  return value as Condition;
}

function readAction(value: Record<string, unknown>, at: string): RuleAction {
  const problem = problemOfWords(actions, value['do'], value);
  if (problem) throw invalid({ [at]: 'invalid' }, `${at} must be ${problem}`);
  return value as RuleAction;
}
