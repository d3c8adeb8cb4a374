import { WEEK } from './hours.js';
import type { Hours, Span } from './hours.js';

const DATE = /^\d{4}-\d\d-\d\d$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `HH:MM`, the end of the day included. */
export const isTime = (value: unknown): boolean => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(value);

const isSpan = (value: unknown): value is Span =>
  Array.isArray(value) && value.length === 2 && value.every(isTime);

export function isTimeZone(name: unknown): name is string {
  try {
    return typeof name === 'string' && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false; // what Intl says of an unknown zone
  }
}

/**
 * Opening hours from whatever came: `{tz, week: {mon: [['09:00', '17:00']], …}, except?: {'2026-12-25': []}}`.
 * Without a time zone or a week there are none; a day that cannot be read is closed. `warn` says which and why.
 */
export function readHours(given: unknown, warn: (problem: string) => void = () => {}): Hours | undefined {
  if (given === undefined || given === null) return undefined;
  const { tz, week, except } = Object(given) as Record<string, unknown>;
  if (!isTimeZone(tz)) return warn('tz: the name of a time zone is expected, such as "Europe/Vienna"'), undefined;
  if (!isRecord(week)) return warn('week: an object of days is expected'), undefined;
  const days = (name: string, given: Record<string, unknown>, isDay: (day: string) => boolean): Record<string, Span[]> =>
    Object.fromEntries(
      Object.entries(given).flatMap(([day, spans]) => {
        const isRight = isDay(day) && Array.isArray(spans) && spans.length <= 20 && spans.every(isSpan);
        if (!isRight) warn(`${name}.${day}: a list of ["09:00", "17:00"] is expected`);
        return isDay(day) ? [[day, isRight ? (spans as Span[]) : []]] : [];
      }),
    );
  const isDate = (day: string): boolean => DATE.test(day) && !Number.isNaN(Date.parse(day));
  return {
    tz,
    week: days('week', week, (day) => WEEK.some((known) => known === day)),
    ...(isRecord(except) && { except: days('except', except, isDate) }),
  };
}
