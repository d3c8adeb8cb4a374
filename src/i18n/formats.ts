const DAY = 864e5;

/** A tag that Intl accepts; a page may have written anything into its `lang`. */
export function toLocale(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    // A malformed tag must not cost the visitor the chat.
    return 'en';
  }
}

/** Local midnight before `at`; days differ in length where clocks change. */
export const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

export const startOfNextDay = (at: number): number => startOfDay(startOfDay(at) + 1.5 * DAY);

/** Every date, number and list the panel shows; no such words live in a catalogue. */
export type Formats = {
  /** Day separator: today, yesterday, a weekday, a date. */
  day(at: number, now: number): string;
  time(at: number): string;
  exact(at: number): string;
  duration(ms: number): string;
  number(value: number): string;
  list(items: readonly string[]): string;
};

export function createFormats(locale: string): Formats {
  // Intl objects are slow to make, and a list of 300 rows asks for them at each turn.
  const made = new Map<string, Intl.DateTimeFormat>();
  const date = (at: number, options: Intl.DateTimeFormatOptions): string => {
    const key = JSON.stringify(options);
    const format = made.get(key) ?? new Intl.DateTimeFormat(locale, options);
    made.set(key, format);
    try {
      return format.format(new Date(at));
    } catch {
      return ''; // no time: what was said then is shown without one
    }
  };
  const number = (value: number, options?: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, options).format(value);
  return {
    day(at, now) {
      const ago = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
      if (ago === 0 || ago === 1) {
        const word = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-ago, 'day');
        return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
      }
      if (ago > 1 && ago < 7) return date(at, { weekday: 'long' });
      const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
      return date(at, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) });
    },
    time: (at) => date(at, { timeStyle: 'short' }),
    exact: (at) => date(at, { dateStyle: 'full', timeStyle: 'short' }),
    duration(ms) {
      const seconds = Math.max(1, Math.ceil(ms / 1000));
      const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
      return number(value, { style: 'unit', unit, unitDisplay: 'long' });
    },
    number: (value) => number(value),
    list: (items) => new Intl.ListFormat(locale).format(items),
  };
}
