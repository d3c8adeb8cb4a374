import { DAY_MS, toMs, WEEK } from './hours.js';
import type { Hours, Span } from './hours.js';
import { openingAt } from './opening.js';
import { isTimeZone, readHours } from './read-hours.js';
import { sayMoment } from './say-moment.js';
import { offsetAt } from './zone.js';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** Opening hours in words; each is `''` where there is nothing to say. */
export type SaidHours = {
  /** When somebody is there again, in the visitor's time zone. */
  back: string;
  /** The week in the time zone of the hours, and in the visitor's where that is another. */
  there: string;
  here: string;
};

/** Days that follow each other and have the same hours; closed ones are left out. */
function toGroups({ week }: Hours): { first: number; last: number; spans: readonly Span[] }[] {
  const groups: { first: number; last: number; spans: readonly Span[] }[] = [];
  WEEK.forEach((day, index) => {
    const spans = week[day] ?? [];
    const before = groups.at(-1);
    if (before?.last === index - 1 && JSON.stringify(before.spans) === JSON.stringify(spans)) before.last = index;
    else if (spans.length) groups.push({ first: index, last: index, spans });
  });
  return groups;
}

function sayWeek(hours: Hours, locale: string, shift: number): string {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const [day, clock] = [format({ weekday: 'short' }), format({ timeStyle: 'short' })];
  const toName = (index: number): string => day.format(MONDAY + index * DAY_MS);
  const toTime = (time: string): string => clock.format(MONDAY + toMs(time) + shift);
  return toGroups(hours)
    .map(({ first, last, spans }) => {
      const times = spans.map(([from, to]) => `${toTime(from)}–${toTime(to)}`).join(', ');
      return `${first === last ? toName(first) : `${toName(first)}–${toName(last)}`} ${times}`;
    })
    .join('; ');
}

/** Whether a day would be another one on the visitor's calendar. */
const isOtherDay = ({ week }: Hours, shift: number): boolean =>
  Object.values(week).some((spans) => spans.some(([from]) => Math.floor((toMs(from) + shift) / DAY_MS) !== 0));

/** What can be said of opening hours at a moment, in a language, for somebody in a time zone (the browser's). */
export function sayHours(given: unknown, now: number, locale: string, timeZone?: string): SaidHours {
  const hours = readHours(given);
  if (!hours) return { back: '', there: '', here: '' };
  const own = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Some systems name a zone that their own browser does not know.
  const zone = isTimeZone(own) ? own : hours.tz;
  const { isOpen, until } = openingAt(hours, now);
  const shift = offsetAt(zone, now) - offsetAt(hours.tz, now);
  return {
    back: isOpen || until === undefined ? '' : sayMoment(until, now, locale, zone),
    there: sayWeek(hours, locale, 0),
    here: shift === 0 || isOtherDay(hours, shift) ? '' : sayWeek(hours, locale, shift),
  };
}
