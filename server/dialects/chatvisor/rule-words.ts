/** The type that a parameter must have. */
type Kind = 'number' | 'text';

/** Every fact a rule can ask for, with the parameters without which it says nothing. */
export const facts: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  agentOnline: {},
  agentAvailable: {},
  agentsOffline: {},
  agentsBusy: {},
  openingHours: {},
  timeBetween: { from: 'text', to: 'text' },
  onPageFor: { seconds: 'number' },
  pageVisits: { min: 'number' },
  sessionPages: { min: 'number' },
  urlMatches: { pattern: 'text' },
  referrerMatches: { pattern: 'text' },
  label: { has: 'text' },
  field: { name: 'text', op: 'text' },
  visitorReturning: {},
  messageSent: {},
  scrollDepth: {},
  exitIntent: {},
  custom: { name: 'text' },
  idleFor: { seconds: 'number' },
  timeOnSite: { seconds: 'number' },
  urlRegExp: { pattern: 'text' },
  elementInView: { selector: 'text' },
  locale: { in: 'text' },
  device: { type: 'text' },
  chatOpened: {},
  registered: {},
  event: { name: 'text' },
};

/** Every action of a rule, likewise. */
export const actions: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  show: {},
  hide: {},
  invite: { text: 'text' },
  prompt: { text: 'text' },
  run: { name: 'text' },
  message: { text: 'text' },
  open: {},
  form: {},
};

/** Why these words say nothing, undefined when they do. */
export function problemOfWords(
  known: Readonly<Record<string, Readonly<Record<string, Kind>>>>,
  name: unknown,
  parameters: Readonly<Record<string, unknown>>,
): string | undefined {
  if (typeof name !== 'string' || !Object.hasOwn(known, name)) return `one of ${Object.keys(known).join(', ')}`;
  const missing = Object.entries(known[name] ?? {}).find(([parameter, kind]) => {
    const value = parameters[parameter];
    return kind === 'text' ? typeof value !== 'string' || value === '' : !(typeof value === 'number' && value >= 0);
  });
  return missing && `${name} with a ${missing[1]} as ${missing[0]}`;
}
