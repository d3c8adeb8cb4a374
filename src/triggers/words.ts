/** What a parameter may be; with `?` it may be missing. */
type Kind = 'number' | 'text' | 'flag' | 'texts';
type Shape = Readonly<Record<string, Kind | `${Kind}?`>>;

/**
 * Every condition of the rule language with its parameters. The sentences stand in docs/triggers.md,
 * which a test compares with this table.
 */
export const CONDITIONS = {
  agentOnline: {},
  agentAvailable: {},
  agentsBusy: {},
  agentsOffline: {},
  openingHours: {},
  timeBetween: { from: 'text', to: 'text', tz: 'text?' },
  onPageFor: { seconds: 'number', visibleOnly: 'flag?' },
  timeOnSite: { seconds: 'number' },
  pageVisits: { min: 'number' },
  sessionPages: { min: 'number' },
  urlMatches: { pattern: 'text' },
  urlRegExp: { pattern: 'text' },
  referrerMatches: { pattern: 'text' },
  scrollDepth: { percent: 'number?' },
  exitIntent: {},
  idleFor: { seconds: 'number' },
  elementInView: { selector: 'text' },
  visitorReturning: {},
  label: { has: 'text' },
  field: { name: 'text', op: 'text', value: 'text?' },
  locale: { in: 'text' },
  device: { type: 'text' },
  messageSent: {},
  chatOpened: {},
  registered: {},
  event: { name: 'text' },
  custom: { name: 'text' },
} as const satisfies Record<string, Shape>;

/** Every action of the rule language with its parameters. */
export const ACTIONS = {
  show: {},
  hide: {},
  prompt: { text: 'text', sender: 'text?', avatarUrl: 'text?', replies: 'texts?' },
  message: { text: 'text', sender: 'text?', avatarUrl: 'text?' },
  open: {},
  form: { name: 'text?' },
  run: { name: 'text' },
  externalService: { sender: 'text?', fallback: 'text?', timeoutMs: 'number?' },
} as const satisfies Record<string, Shape>;

/** Words that other systems have for the same. */
const ALIASES: Readonly<Record<string, string>> = { invite: 'prompt', 'external-service': 'externalService' };

/** Parameters that know a few words only. */
const CHOICES: Readonly<Record<string, string>> = {
  'field.op': 'is not contains matches exists',
  'device.type': 'desktop tablet mobile',
};

type Values = { number: number; text: string; flag: boolean; texts: readonly string[] };
type ValueOf<K> = K extends `${infer B extends Kind}?` ? Values[B] : K extends Kind ? Values[K] : never;
type Optional<S> = { [P in keyof S]: S[P] extends `${string}?` ? P : never }[keyof S];
type Params<S> = { readonly [P in Exclude<keyof S, Optional<S>>]: ValueOf<S[P]> } & {
  readonly [P in Optional<S>]?: ValueOf<S[P]>;
};
type Named<T, M extends string> = { [N in keyof T]: { readonly [K in M]: N } & Params<T[N]> }[keyof T];

/** One fact that a rule asks for, such as `{is: 'onPageFor', seconds: 20}`. */
export type Condition = Named<typeof CONDITIONS, 'is'>;
/** One thing that a rule does, such as `{do: 'prompt', text: 'May we help?'}`. */
export type Action = Named<typeof ACTIONS, 'do'>;

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.length <= 20 && value.every((each) => typeof each === 'string');

const CHECKS: Record<Kind, (value: unknown) => boolean> = {
  number: (value) => typeof value === 'number' && value >= 0 && value < Infinity,
  text: (value) => typeof value === 'string' && value !== '' && value.length <= 4000,
  flag: (value) => typeof value === 'boolean',
  texts: isTexts,
};

const NOUNS: Record<Kind, string> = { number: 'a number', text: 'a text', flag: 'true or false', texts: 'a list of texts' };

type Read = { value: Record<string, unknown> } | { problem: string };

/** The known members of a condition (`key` `is`) or action (`do`), or what is wrong with it. */
export function readWords(key: 'is' | 'do', given: Readonly<Record<string, unknown>>): Read {
  const table: Record<string, Shape> = key === 'is' ? CONDITIONS : ACTIONS;
  const word = given[key];
  const said = typeof word === 'string' ? word : '';
  const name = Object.hasOwn(ALIASES, said) ? ALIASES[said]! : said;
  if (!Object.hasOwn(table, name)) return { problem: `"${said}" is none of: ${Object.keys(table).join(', ')}` };
  const value: Record<string, unknown> = { [key]: name };
  for (const [parameter, expected] of Object.entries(table[name]!)) {
    const problem = problemOf(name, parameter, expected, given[parameter]);
    if (problem) return { problem };
    if (given[parameter] != null) value[parameter] = given[parameter];
  }
  return { value };
}

function problemOf(name: string, parameter: string, expected: string, value: unknown): string | undefined {
  const kind = expected.replace('?', '') as Kind;
  if (value == null && expected !== kind) return undefined;
  if (!CHECKS[kind](value)) return `${name} needs ${NOUNS[kind]} as "${parameter}"`;
  const words = CHOICES[`${name}.${parameter}`];
  return words && !words.split(' ').includes(String(value)) ? `${name}: "${parameter}" is one of: ${words}` : undefined;
}
