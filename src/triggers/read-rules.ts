import type { Rule, RuleBook, When } from './rule.js';
import { isRecord } from './values.js';
import { readWords, type Action, type Condition } from './words.js';

const MOST_RULES = 200;
const MOST_CONDITIONS = 50;
const MOST_ACTIONS = 20;
const DEEPEST = 8;

/** Why a rule cannot be used; carries the place. */
class Problem extends Error {}

function fail(at: string, why: string): never {
  throw new Problem(`${at}: ${why}`);
}

/** Turns a rule of another system's form into ours; see `foreign-forms.ts`. */
export type ToOwn = (given: Record<string, unknown>) => Record<string, unknown>;

/**
 * Rules from whatever came: `{version, default, rules}` or the bare list. One that cannot be read is
 * left out; `warn` says which, where and why.
 */
export function readRules(given: unknown, warn: (problem: string) => void = () => {}, toOwn?: ToOwn): RuleBook {
  const book: RuleBook = { version: 1, default: 'visible', rules: [] };
  if (given === undefined || given === null) return book;
  const { version = 1, default: fallback = 'visible', rules } = isRecord(given) ? given : { rules: given };
  if (!Array.isArray(rules) || version !== 1) warn('a list of rules is expected, or {version: 1, rules: […]}');
  else readEach(rules, book, warn, toOwn);
  if (fallback === 'hidden') book.default = 'hidden';
  else if (fallback !== 'visible') warn('default: it is none of: visible hidden');
  return book;
}

function readEach(list: readonly unknown[], { rules }: RuleBook, warn: (problem: string) => void, toOwn?: ToOwn): void {
  if (list.length > MOST_RULES) warn(`rules: only the first ${MOST_RULES} count`);
  for (const [index, each] of list.slice(0, MOST_RULES).entries()) {
    if (isRecord(each) && each['enabled'] === false) continue;
    try {
      const rule = readRule(toOwn && isRecord(each) ? toOwn(each) : each, `rules[${index}]`);
      if (rules.some(({ id }) => id === rule.id)) fail(`rules[${index}].id`, `"${rule.id}" is there twice`);
      rules.push(rule);
    } catch (error) {
      // Whatever a backend thinks of: the others go on.
      warn(error instanceof Problem ? error.message : `rules[${index}]: ${String(error)}`);
    }
  }
}

function readRule(given: unknown, at: string): Rule {
  if (!isRecord(given)) fail(at, 'an object is expected');
  const { id, then, when } = given;
  if (typeof id !== 'string' || !id || id.length > 200) fail(`${at}.id`, 'a text is expected');
  const actions: unknown[] = Array.isArray(then) ? then : then === undefined ? [] : [then];
  if (!actions.length) fail(`${at}.then`, 'it does nothing');
  if (actions.length > MOST_ACTIONS) fail(`${at}.then`, `more than ${MOST_ACTIONS} actions`);
  const counter = { left: MOST_CONDITIONS };
  return {
    id,
    when: readWhen(when, `${at}.when`, counter, 0),
    then: actions.map((each, index) => readAction(each, `${at}.then[${index}]`)),
    ...readLimits(given, at),
  };
}

function readLimits(own: Record<string, unknown>, at: string): Partial<Rule> {
  const limits: Record<string, unknown> = {};
  for (const [name, least] of [['cooldown', 0], ['perVisit', 1], ['priority', -Infinity]] as const) {
    const value = own[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'number' || !(value >= least)) fail(`${at}.${name}`, `a number${least === 1 ? ' from 1' : ''} is expected`);
    limits[name] = value;
  }
  if (own['once'] === true) limits['once'] = true;
  if (own['level'] === 'chat' || own['level'] === 'page') limits['level'] = own['level'];
  if (typeof own['kind'] === 'string') limits['kind'] = own['kind'];
  return limits;
}

function readWhen(given: unknown, at: string, counter: { left: number }, depth: number): When {
  if (!isRecord(given)) fail(at, 'a condition is expected');
  if (depth > DEEPEST) fail(at, 'too deep');
  const list = (name: string, items: unknown): When[] => {
    if (!Array.isArray(items)) fail(`${at}.${name}`, 'a list is expected');
    return items.map((item, index) => readWhen(item, `${at}.${name}[${index}]`, counter, depth + 1));
  };
  const { all, any, is, not } = given;
  if (all !== undefined) return { all: list('all', all) };
  if (any !== undefined) return { any: list('any', any) };
  if (is === undefined && not !== undefined) return { not: readWhen(not, `${at}.not`, counter, depth + 1) };
  if (--counter.left < 0) fail(at, `more than ${MOST_CONDITIONS} conditions`);
  const read = readWords('is', given);
  if ('problem' in read) fail(at, read.problem);
  const condition = read.value as Condition;
  // As Chatvisor writes it; here it is one form less to look for.
  return not === true ? { not: condition } : condition;
}

function readAction(given: unknown, at: string): Action {
  if (!isRecord(given)) fail(at, 'an object is expected');
  const read = readWords('do', given);
  if ('problem' in read) fail(at, read.problem);
  return read.value as Action;
}
