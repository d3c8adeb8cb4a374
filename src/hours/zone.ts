import { DAY_MS } from './hours.js';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that a zone is ahead of UTC at a moment. */
export function offsetAt(tz: string, moment: number): number {
  let format = formats.get(tz);
  if (!format) {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: tz, hourCycle: 'h23', year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric,
    });
    formats.set(tz, format);
  }
  const at = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const whole = Math.floor(moment / 1000) * 1000;
  const parts = format.formatToParts(whole);
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - whole;
}

/**
 * The moment when clocks of a zone show a time, given as if it were UTC. A time that comes twice is
 * the first one; one that is left out is as much later as the clocks were put forward.
 */
export function toMoment(tz: string, shown: number): number {
  const before = shown - offsetAt(tz, shown - DAY_MS);
  const after = shown - offsetAt(tz, shown + DAY_MS);
  const isReal = (moment: number): boolean => moment + offsetAt(tz, moment) === shown;
  const real = [before, after].filter(isReal);
  return real.length ? Math.min(...real) : before;
}
