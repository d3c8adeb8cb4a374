import { isRecord } from './values.js';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A trigger as Rocket.Chat stores it, or as its transport hands it in. */
export const isRocketTrigger = (given: Record<string, unknown>): boolean =>
  given['source'] === 'rocketchat' || 'conditions' in given;

/** The rule's own words; what is missing is found out where all rules are checked. */
export function fromRocketTrigger(given: Record<string, unknown>): Record<string, unknown> {
  return given['source'] === 'rocketchat' ? fromMapped(given) : fromStored(given);
}

const FACTS: Readonly<Record<string, (fact: Record<string, unknown>) => object>> = {
  'page-url': ({ matches }) => ({ is: 'urlRegExp', pattern: matches }),
  'time-on-site': ({ atLeast }) => ({ is: 'timeOnSite', seconds: atLeast }),
  opened: () => ({ is: 'chatOpened' }),
  registered: ({ is }) => (is === false ? { not: { is: 'registered' } } : { is: 'registered' }),
};

/** What `rocketchat-triggers-mapper` of the transport makes. */
function fromMapped({ source: _, when, then, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const facts = isRecord(when) && Array.isArray(when['all']) ? (when['all'] as unknown[]) : [];
  const all = facts.map((fact) => {
    const name = isRecord(fact) ? String(fact['fact']) : '';
    return Object.hasOwn(FACTS, name) ? FACTS[name]!(fact as Record<string, unknown>) : { is: name };
  });
  return { ...rest, when: { all }, then: isRecord(then) ? withSender(then) : then };
}

function withSender({ sender, name, ...action }: Record<string, unknown>): Record<string, unknown> {
  return { ...action, ...(sender === 'custom' && isText(name) && { sender: name }) };
}

/** Only the first condition and the first action of a trigger count. */
function fromStored(given: Record<string, unknown>): Record<string, unknown> {
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
  const shown = withSender({ sender, name: who });
  if (name !== 'use-external-service') return { do: name === 'send-message' ? 'message' : name, text: msg, ...shown };
  return { do: 'externalService', ...shown, timeoutMs: serviceTimeout, fallback: serviceFallbackMessage };
}
