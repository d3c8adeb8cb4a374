/** From, to as `HH:MM`; a `to` that is not later than `from` is on the next day. */
export type Span = readonly [from: string, to: string];
export const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof WEEK)[number];

/** Opening hours in one time zone. A day that is not named is closed; `except` beats `week`, by date. */
export type Hours = {
  tz: string;
  week: Partial<Record<Day, readonly Span[]>>;
  except?: Record<string, readonly Span[]>;
};

export const DAY_MS = 86_400_000;

/** Milliseconds since midnight, of `HH:MM`. */
export const toMs = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
};
