import type { Context } from './context.js';
import type { Availability } from './model.js';

const setting = 'operator.availability';

/** The operators' availability as they set it themselves, kept over restarts. */
export function availabilityOf(context: Context): Availability {
  return (context.settings.get(setting) as Availability | undefined) ?? 'online';
}

/** Stores it; telling everybody is the caller's part. */
export function setAvailability(context: Context, availability: Availability): void {
  context.settings.set(setting, availability);
}
