const minute = 60_000;
const day = 24 * 60 * minute;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** The time of day. */
export function timeOf(iso: string): string {
  return clock.format(new Date(iso));
}

/** How long ago, as short as a list allows. */
export function shortTimeOf(iso: string, now = Date.now()): string {
  const then = new Date(iso);
  const age = now - then.getTime();
  if (age < minute) return 'now';
  if (age < 60 * minute) return `${Math.floor(age / minute)} min`;
  if (then.toDateString() === new Date(now).toDateString()) return clock.format(then);
  return age < 6 * day ? weekday.format(then) : date.format(then);
}

/** The heading over a day's messages. */
export function dayOf(iso: string): string {
  const then = new Date(iso);
  return then.toDateString() === new Date().toDateString() ? 'Today' : longDate.format(then);
}
