import type { Day, Hours, Span } from './hours.js';
import { offsetAt, toMoment } from './zone.js';

const DAY_MS = 86_400_000;
const DAYS: readonly Day[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Whoever is closed for longer does not come back. */
const FARTHEST_DAYS = 400;
/** Whoever is open for longer does not close. */
const LONGEST_DAYS = 31;

/** Whether it is open, and when that changes next; undefined: never. */
export type Opening = { isOpen: boolean; until: number | undefined };

const toMs = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
};

/** One span of the day that began at `midnight`, a time as if it were UTC. */
function toInterval(tz: string, midnight: number, [from, to]: Span): [number, number] {
  const overnight = toMs(to) <= toMs(from) ? DAY_MS : 0;
  return [toMoment(tz, midnight + toMs(from)), toMoment(tz, midnight + toMs(to) + overnight)];
}

function dayIntervals({ tz, week, except = {} }: Hours, midnight: number): [number, number][] {
  const date = new Date(midnight);
  const spans = except[date.toISOString().slice(0, 10)] ?? week[DAYS[date.getUTCDay()]!] ?? [];
  return spans.map((span) => toInterval(tz, midnight, span));
}

/** Lengthens what reaches to `end` (or holds at `now`) by what touches it. */
function join(intervals: readonly [number, number][], now: number, before: number | undefined): number | undefined {
  let end = before;
  for (const [from, to] of intervals) {
    if (from <= (end ?? now)) end = Math.max(end ?? to, to);
  }
  return end;
}

/** Whether the hours say "open" at a moment, and until when that holds. */
export function openingAt(hours: Hours, now: number): Opening {
  const { tz } = hours;
  const today = Math.floor((now + offsetAt(tz, now)) / DAY_MS) * DAY_MS;
  // Yesterday's may reach into today.
  let intervals = dayIntervals(hours, today - DAY_MS);
  let end: number | undefined;
  const isAhead = ([from, to]: [number, number]): boolean => from < to && to > (end ?? now);
  for (let day = 0; day <= (end === undefined ? FARTHEST_DAYS : LONGEST_DAYS); day++) {
    const midnight = today + day * DAY_MS;
    intervals = [...intervals, ...dayIntervals(hours, midnight)].filter(isAhead).sort(([a], [b]) => a - b);
    end = join(intervals, now, end);
    const next = intervals.find(([from]) => from > (end ?? now))?.[0];
    if (end === undefined) {
      if (next !== undefined) return { isOpen: false, until: next };
    } else if (next !== undefined || end < midnight) {
      // No zone is a day away from UTC, so what the next day brings cannot join it any more.
      return { isOpen: true, until: end };
    }
  }
  // Open around the clock, or closed for good.
  return { isOpen: end !== undefined, until: undefined };
}
