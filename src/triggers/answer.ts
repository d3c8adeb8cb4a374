import type { Availability } from '../core/model.js';
import { WEEK, type Hours, type Span } from '../hours/hours.js';
import { openingAt } from '../hours/opening.js';
import { isTime } from '../hours/read-hours.js';
import type { Answer, Facts } from './facts.js';
import type { Truth } from './truth.js';
import { matchesUrl, matchesWildcard } from './wildcard.js';
import type { Condition } from './words.js';

type Of<N extends Condition['is']> = Extract<Condition, { is: N }>;
type Answers = { [N in Condition['is']]: (condition: Of<N>, facts: Facts) => Answer };

const DEFAULT_SCROLL = 50;

const among =
  (...wanted: Availability[]) =>
  (_: unknown, { availability }: Facts): Answer => ({
    value: availability === 'unknown' ? undefined : wanted.includes(availability),
    now: availability,
  });

/** Grows by itself while `isGrowing`. */
function after(ms: number, seconds: number, isGrowing = true): Answer {
  const left = seconds * 1000 - ms;
  return { value: left <= 0, in: left > 0 && isGrowing ? left : undefined, now: Math.floor(ms / 1000) };
}

const atLeast = (count: number | undefined, min: number): Answer => ({
  value: count === undefined ? undefined : count >= min,
  now: count,
});

const plain = (value: Truth, now?: string | number): Answer => ({ value, now });

function during(hours: Hours, now: number): Answer {
  const { isOpen, until } = openingAt(hours, now);
  return { value: isOpen, in: until === undefined ? undefined : until - now };
}

/** A window that is there every day; from and to may lie around midnight. */
function between({ from, to, tz }: Of<'timeBetween'>, { now, hours }: Facts): Answer {
  const span: Span = [from, to];
  if (!span.every(isTime)) return { value: undefined };
  // The visitor's own clock, unless a zone is named or the opening hours have one.
  const zone = tz ?? hours?.tz ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const week = Object.fromEntries(WEEK.map((day) => [day, [span]]));
  try {
    return { ...during({ tz: zone, week }, now), now: new Date(now).toLocaleTimeString('en-GB', { timeZone: zone }) };
  } catch {
    return { value: undefined }; // a zone that this browser does not know
  }
}

type Compile = (pattern: string) => ((address: string) => boolean) | undefined;

const tests = new Map<string, ReturnType<Compile>>();
let compile: Compile | undefined;

/** The code for regular expressions comes only where a rule has one. */
export const useRegExp = (code: Compile): void => void (compile = code);

function testFor(pattern: string): ((address: string) => boolean) | undefined {
  if (compile && !tests.has(pattern)) tests.set(pattern, compile(pattern));
  return tests.get(pattern);
}

function field({ name, op, value = '' }: Of<'field'>, { fields }: Facts): Answer {
  const said = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!fields) return { value: undefined };
  if (op === 'exists' || said === undefined) return plain(op === 'not' ? true : said !== undefined, said);
  const is = { is: said === value, not: said !== value, contains: said.includes(value), matches: matchesWildcard(value, said) };
  return plain(is[op as keyof typeof is], said);
}

const ANSWERS: Answers = {
  agentOnline: among('online', 'busy'),
  agentAvailable: among('online'),
  agentsBusy: among('busy'),
  agentsOffline: among('offline'),
  openingHours: (_, { hours, now }) => (hours ? during(hours, now) : { value: undefined }),
  timeBetween: between,
  onPageFor: ({ seconds, visibleOnly = true }, { pageMs, visibleMs, isVisible }) =>
    visibleOnly ? after(visibleMs, seconds, isVisible) : after(pageMs, seconds),
  timeOnSite: ({ seconds }, { siteMs }) => after(siteMs, seconds),
  pageVisits: ({ min }, { pageVisits }) => atLeast(pageVisits, min),
  sessionPages: ({ min }, { sessionPages }) => atLeast(sessionPages, min),
  urlMatches: ({ pattern }, { url }) => plain(matchesUrl(pattern, url), url),
  urlRegExp: ({ pattern }, { url }) => plain(testFor(pattern)?.(url), url),
  referrerMatches: ({ pattern }, { referrer }) => plain(matchesUrl(pattern, referrer), referrer),
  scrollDepth: ({ percent = DEFAULT_SCROLL }, { scrolled }) => atLeast(scrolled, percent),
  exitIntent: (_, { hasExitIntent }) => plain(hasExitIntent),
  idleFor: ({ seconds }, { idleMs, isVisible }) => after(idleMs, seconds, isVisible),
  elementInView: ({ selector }, { inView }) => plain(inView.get(selector)),
  visitorReturning: (_, { isReturning }) => plain(isReturning),
  label: ({ has }, { labels }) => plain(labels?.includes(has), labels?.join(', ')),
  field,
  locale: ({ in: wanted }, { locale }) => {
    const is = (tag: string): boolean => `${locale}-`.toLowerCase().startsWith(`${tag}-`.toLowerCase());
    return plain(wanted.trim().split(/[\s,]+/).some(is), locale);
  },
  device: ({ type }, { device }) => plain(type === device, device),
  messageSent: (_, { hasSent }) => plain(hasSent),
  chatOpened: (_, { hasOpened }) => plain(hasOpened),
  registered: (_, { isRegistered }) => plain(isRegistered),
  event: ({ name }, { events }) => plain(events.has(name)),
  custom: ({ name }, { custom }) => plain(custom.get(name)),
};

/** Whether a condition holds, and how long that is certain. */
export const answerTo = (condition: Condition, facts: Facts): Answer =>
  (ANSWERS[condition.is] as (condition: Condition, facts: Facts) => Answer)(condition, facts);

/** Why a condition can never be decided; for one warning. */
export const flawOf = (condition: Condition): string | undefined => {
  if (condition.is === 'urlRegExp' && !testFor(condition.pattern)) return `the pattern "${condition.pattern}" cannot be used`;
  if (condition.is === 'timeBetween' && ![condition.from, condition.to].every(isTime)) return 'timeBetween needs times like "09:00"';
  return undefined;
};
