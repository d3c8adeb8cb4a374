import { DAY_MS, toMs, WEEK } from './hours.js';
import type { Hours, Span } from './hours.js';
import { offsetAt, toMoment } from './zone.js';

/** Whoever is closed for longer does not come back. */
const FARTHEST_DAYS = 400;
/** Whoever is open for longer does not close. */
const LONGEST_DAYS = 31;

/** Whether it is open, and when that changes next; undefined: never. */
export type Opening = { isOpen: boolean; until: number | undefined };

/** One span of the day that began at `midnight`, a time as if it were UTC. */
function toInterval(tz: string, midnight: number, [from, to]: Span): [number, number] {
  const overnight = toMs(to) <= toMs(from) ? DAY_MS : 0;
  return [toMoment(tz, midnight + toMs(from)), toMoment(tz, midnight + toMs(to) + overnight)];
}

function dayIntervals({ tz, week, except = {} }: Hours, midnight: number): [number, number][] {
  const date = new Date(midnight);
  const spans = except[date.toISOString().slice(0, 10)] ?? week[WEEK[(date.getUTCDay() + 6) % 7]!] ?? [];
  return spans.map((span) => toInterval(tz, midnight, span));
}

/** Whether the hours say "open" at a moment, and until when that holds. */
export function openingAt(hours: Hours, now: number): Opening {
  const { tz } = hours;
  const today = Math.floor((now + offsetAt(tz, now)) / DAY_MS) * DAY_MS;
  // Yesterday's may reach into today.
  let intervals = dayIntervals(hours, today - DAY_MS);
  let end: number | undefined;
  const isAhead = ([from, to]: [number, number]): boolean => from < to && to > now;
  for (let day = 0; day <= (end === undefined ? FARTHEST_DAYS : LONGEST_DAYS); day++) {
    const midnight = today + day * DAY_MS;
    intervals = [...intervals, ...dayIntervals(hours, midnight)].filter(isAhead).sort(([a], [b]) => a - b);
    // What touches lengthens.
    for (const [from, to] of intervals) if (from <= (end ?? now)) end = Math.max(end ?? to, to);
    if (end === undefined && intervals[0]) return { isOpen: false, until: intervals[0][0] };
    // No zone is a day away from UTC, so what the next day brings cannot join it any more.
    if (end !== undefined && end < midnight) return { isOpen: true, until: end };
  }
  // Open around the clock, or closed for good.
  return { isOpen: end !== undefined, until: undefined };
}
