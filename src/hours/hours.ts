/** From, to as `HH:MM`; a `to` that is not later than `from` is on the next day. */
export type Span = readonly [from: string, to: string];
export type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Opening hours in one time zone. A day that is not named is closed; `except` beats `week`, by date. */
export type Hours = {
  tz: string;
  week: Partial<Record<Day, readonly Span[]>>;
  except?: Record<string, readonly Span[]>;
};
