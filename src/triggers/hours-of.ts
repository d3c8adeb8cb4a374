import type { ChatWidget } from '../chat-widget.js';
import type { Hours } from '../hours/hours.js';
import { readHours } from '../hours/read-hours.js';
import { readJson } from '../page/json-option.js';
import { warnOnce } from '../warn-once.js';
import { toText } from './values.js';

const known = new Map<string, Hours | undefined>();

/** The opening hours that count: the page's, or else its backend's. */
export function hoursOf(host: ChatWidget): Hours | undefined {
  const given = readJson(host, 'hours') ?? host.chat?.state.config.hours;
  if (typeof given !== 'object' || given === null) return undefined;
  const text = toText(given);
  if (text === undefined) return undefined;
  // The same object for the same hours.
  if (!known.has(text)) known.set(text, readHours(given, (problem) => warnOnce(`hours: ${problem}`)));
  return known.get(text);
}
