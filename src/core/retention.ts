const DAY_MS = 86_400_000;
/** What is no number of days means the default. */
const DEFAULT_DAYS = 30;

/** How long messages stay on this device: the attribute `retention-days`. */
export function toRetentionMs(days = ''): number {
  const count = parseFloat(days);
  return (count >= 0 ? count : DEFAULT_DAYS) * DAY_MS;
}
