/** What opening hours say while nobody is there; comes behind the first paint. */
export const enHours = {
  'status.backAt': 'Back {when}',
  'offline.hours': 'Open {hours}',
  'offline.hoursHere': 'In your time zone that is {hours}.',
} as const;
