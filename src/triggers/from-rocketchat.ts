import { isRecord } from './values.js';

/** A trigger as Rocket.Chat stores it. */
export const isRocketTrigger = (given: Record<string, unknown>): boolean => 'conditions' in given;

/** The rule's own words, from the first condition and the first action; what is missing is found out where all rules are checked. */
export function fromRocketTrigger(given: Record<string, unknown>): Record<string, unknown> {
  const first = (name: string): Record<string, unknown> => {
    const [one] = (Array.isArray(given[name]) ? given[name] : []) as unknown[];
    return isRecord(one) ? one : {};
  };
  const { name, value } = first('conditions');
  const condition = toCondition(name, value);
  const isLate = name === 'after-guest-registration';
  const { name: act, params } = first('actions');
  const said = isRecord(params) ? params : {};
  return {
    id: given['_id'],
    when: { all: isLate ? [condition] : [condition, { not: { is: 'registered' } }] },
    then: toAction(act, said),
    once: given['runOnce'] === true,
  };
}

function toCondition(name: unknown, value: unknown): object {
  if (name === 'page-url') return { is: 'urlRegExp', pattern: value };
  if (name === 'time-on-site') return { is: 'timeOnSite', seconds: Number(value) };
  if (name === 'chat-opened-by-visitor') return { is: 'chatOpened' };
  return { is: name === 'after-guest-registration' ? 'registered' : name };
}

function toAction(name: unknown, said: Record<string, unknown>): Record<string, unknown> {
  const { sender, name: who, msg, serviceTimeout, serviceFallbackMessage } = said;
  const shown = sender === 'custom' && typeof who === 'string' && who ? { sender: who } : {};
  if (name !== 'use-external-service') return { do: name === 'send-message' ? 'message' : name, text: msg, ...shown };
  return { do: 'externalService', ...shown, timeoutMs: Number(serviceTimeout) || undefined, fallback: serviceFallbackMessage };
}
