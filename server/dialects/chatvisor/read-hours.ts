import { invalid } from '../../conversation/service-error.js';
import { isObject } from '../../http/json-body.js';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const time = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const date = /^\d{4}-\d\d-\d\d$/;

/**
 * Opening hours: `{tz, week: {mon: [['09:00', '17:00']], …}, except?: {'2026-12-25': []}}`. A day that is not named is closed.
 * @throws ServiceError `invalid` naming the member
 */
export function readHours(body: Record<string, unknown>): Record<string, unknown> {
  const { tz, week, except } = body;
  if (typeof tz !== 'string' || !isTimeZone(tz)) throw invalid({ 'hours.tz': 'invalid' }, 'tz names a time zone, such as Europe/Vienna');
  if (!isObject(week)) throw invalid({ 'hours.week': 'required' });
  for (const [day, spans] of Object.entries(week)) {
    if (!days.includes(day)) throw invalid({ [`hours.week.${day}`]: 'unknown' }, `days are ${days.join(', ')}`);
    checkSpans(spans, `hours.week.${day}`);
  }
  if (except === undefined || except === null) return { tz, week };
  if (!isObject(except)) throw invalid({ 'hours.except': 'invalid' });
  for (const [day, spans] of Object.entries(except)) {
    if (!date.test(day) || Number.isNaN(Date.parse(day))) throw invalid({ [`hours.except.${day}`]: 'invalid' });
    checkSpans(spans, `hours.except.${day}`);
  }
  return { tz, week, except };
}

function checkSpans(spans: unknown, at: string): void {
  if (!Array.isArray(spans) || spans.length > 20 || !spans.every(isSpan)) {
    throw invalid({ [at]: 'invalid' }, `${at} is a list of ['09:00', '17:00']`);
  }
}

function isSpan(span: unknown): boolean {
  if (!Array.isArray(span) || span.length !== 2) return false;
  const [from, to] = span as unknown[];
  return typeof from === 'string' && typeof to === 'string' && time.test(from) && time.test(to) && from < to;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // what Intl says of an unknown zone
  }
}
