import type { Rule, RuleBook } from './rule.js';
import type { Action, Condition } from './words.js';

/** Rocket.Chat knows one condition and one action; a rule that needs more is left out, and `warn` names it. */
export function toRocketTriggers({ rules }: RuleBook, warn: (problem: string) => void = () => {}): object[] {
  return rules.flatMap((rule) => {
    const condition = toRocketCondition(rule);
    const action = rule.then.length === 1 ? toRocketAction(rule.then[0]!) : undefined;
    if (condition && action) return [{ _id: rule.id, enabled: true, runOnce: rule.once === true, conditions: [condition], actions: [action] }];
    warn(`"${rule.id}" cannot be said in Rocket.Chat's form`);
    return [];
  });
}

function toRocketCondition({ when, level, cooldown, perVisit }: Rule): object | undefined {
  if (level === 'chat' || (cooldown ?? perVisit) !== undefined) return undefined;
  const all = 'all' in when ? when.all : [when];
  const rest = all.filter((each) => !('not' in each && 'is' in each.not && each.not.is === 'registered'));
  const [only] = rest;
  if (rest.length !== 1 || !only || !('is' in only)) return undefined;
  // All but this one end with the registration, so it must be said.
  const isLate = only.is === 'registered';
  return isLate === (rest.length === all.length) ? fromCondition(only) : undefined;
}

function fromCondition(condition: Condition): object | undefined {
  if (condition.is === 'urlRegExp') return { name: 'page-url', value: condition.pattern };
  if (condition.is === 'timeOnSite') return { name: 'time-on-site', value: String(condition.seconds) };
  if (condition.is === 'chatOpened') return { name: 'chat-opened-by-visitor' };
  return condition.is === 'registered' ? { name: 'after-guest-registration' } : undefined;
}

function toRocketAction(action: Action): object | undefined {
  if (action.do !== 'message' && action.do !== 'prompt' && action.do !== 'externalService') return undefined;
  const who = action.sender ? { sender: 'custom', name: action.sender } : { sender: 'queue' };
  if (action.do !== 'externalService') return { name: 'send-message', params: { ...who, msg: action.text } };
  const { timeoutMs: serviceTimeout, fallback: serviceFallbackMessage } = action;
  return { name: 'use-external-service', params: { ...who, serviceTimeout, serviceFallbackMessage } };
}
