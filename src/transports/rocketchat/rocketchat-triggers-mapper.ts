import { amount, flag, id, isWire, list, shape, text, type Reader, type Wire } from '../wire/readers.js';
import { object } from './rocketchat-wire.js';

/** A rule of the widget's own grammar; `source` says where its words come from. */
export type RocketRule = {
  id: string;
  source: 'rocketchat';
  when: { all: RuleFact[] };
  then: Readonly<Record<string, unknown>>;
  once: boolean;
};

/** One fact of a rule. A `matches` is a server's regular expression, unanchored; it is data, never compiled here. */
export type RuleFact = { fact: string; matches?: string; atLeast?: number; is?: boolean };

const rule = shape(
  { _id: id },
  { name: text, enabled: flag, runOnce: flag, conditions: list(object) },
);
const message = shape({}, { sender: text, name: text, msg: text });
const service = shape({}, { serviceTimeout: amount, serviceFallbackMessage: text });

const FACTS: Readonly<Record<string, (value: unknown) => RuleFact | undefined>> = {
  'page-url': (value) => (typeof value === 'string' ? { fact: 'page-url', matches: value } : undefined),
  'time-on-site': (value) => {
    const seconds = typeof value === 'object' ? NaN : Number(value);
    return seconds >= 0 ? { fact: 'time-on-site', atLeast: seconds } : undefined;
  },
  'chat-opened-by-visitor': () => ({ fact: 'opened', is: true }),
  'after-guest-registration': () => ({ fact: 'registered', is: true }),
};

/** Only the first condition counts; all but one of them end with the registration. */
function toFacts(condition: Wire | undefined): RuleFact[] | undefined {
  const name = typeof condition?.['name'] === 'string' ? condition['name'] : '';
  const fact = Object.hasOwn(FACTS, name) ? FACTS[name]!(condition!['value']) : undefined;
  if (!fact) return undefined;
  return fact.fact === 'registered' ? [fact] : [fact, { fact: 'registered', is: false }];
}

/** Only the first action counts. A service is called by the server, which is told the rule's id. */
function toThen(action: unknown, mapping: Parameters<Reader<unknown>>[1]): RocketRule['then'] | undefined {
  const { name, params } = isWire(action) ? action : ({} as Wire);
  const said = message(params, mapping) ?? {};
  const who = { sender: said.sender ?? 'queue', ...(said.name && { name: said.name }) };
  if (name === 'send-message' && said.msg) return { do: 'message', text: said.msg, ...who };
  if (name !== 'use-external-service') return undefined;
  const { serviceTimeout, serviceFallbackMessage } = service(params, mapping) ?? {};
  return {
    do: 'external-service',
    ...who,
    ...(serviceTimeout && { timeoutMs: serviceTimeout }),
    ...(serviceFallbackMessage && { fallback: serviceFallbackMessage }),
  };
}

/** The triggers of a config as rules of the widget; malformed and switched-off ones are left out. */
export function toRocketRules(value: unknown, mapping: Parameters<Reader<unknown>>[1]): RocketRule[] {
  const given = Array.isArray(value) ? value : [];
  return given.flatMap((one: unknown) => {
    const known = rule(one, mapping);
    const all = known?.enabled === false ? undefined : toFacts(known?.conditions?.[0]);
    const then = all && toThen(((one as Wire)['actions'] as unknown[] | undefined)?.[0], mapping);
    return then ? [{ id: known!._id, source: 'rocketchat', when: { all }, then, once: known!.runOnce === true }] : [];
  });
}
