import type { Hours } from './hours.js';
import { openingAt } from './opening.js';

const DAY_MS = 86_400_000;

/** When somebody is there again; undefined while it is open, or where nobody comes back. */
export function backAt(hours: Hours, now: number): number | undefined {
  const { isOpen, until } = openingAt(hours, now);
  return isOpen ? undefined : until;
}

/** That moment in the visitor's language and time zone: the time, with the day where it is not today's. */
export function sayMoment(moment: number, now: number, locale: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat('en-CA', zone);
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  const isToday = day.format(moment) === day.format(now);
  const isSoon = moment - now < 6 * DAY_MS;
  const date = isToday ? {} : isSoon ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
  try {
    return new Intl.DateTimeFormat(locale, { ...date, ...time, ...zone }).format(moment);
  } catch {
    return new Intl.DateTimeFormat('en', { ...date, ...time, ...zone }).format(moment); // a locale that is none
  }
}
