import { DAY_MS } from './hours.js';

/** A moment to come in the visitor's language and time zone: "today 14:00", "Friday 09:00", "24 December at 09:00". */
export function sayMoment(moment: number, now: number, locale: string, timeZone: string): string {
  const dayOf = (at: number): number => Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)) / DAY_MS;
  const days = dayOf(moment) - dayOf(now);
  const say = (language: string): string => {
    const format = (date: Intl.DateTimeFormatOptions): string =>
      new Intl.DateTimeFormat(language, { ...date, timeZone }).format(moment);
    const time = { hour: 'numeric', minute: '2-digit' } as const;
    if (days > 1) return format({ ...time, ...(days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long' }) });
    const day = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
    // It stands in the middle of a sentence.
    return `${day.toLocaleLowerCase(language)} ${format({ timeStyle: 'short' })}`;
  };
  try {
    return say(locale);
  } catch {
    return say('en'); // a locale that is none
  }
}
