import { invalid } from '../../conversation/service-error.js';

const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * An ISO-8601 date, or date and time with its zone, as milliseconds since 1970.
 * @throws ServiceError `invalid`, naming the field
 */
export function readMoment(field: string, text: string | null | undefined): number | undefined {
  if (text === undefined || text === null) return undefined;
  const ms = iso.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms)) throw invalid({ [field]: 'invalid' }, `${field} must be a time as in ISO 8601, with its zone`);
  return ms;
}
