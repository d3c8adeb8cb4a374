import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ServiceError, statusOfCode } from '../../conversation/service-error.js';
import { readJson } from '../../http/json-body.js';
import { refuseForNow } from './rest-limits.js';
import { RocketError } from './rocket-error.js';

/** A body with the envelope of success. */
export function success<T extends object>(body: T): T & { success: true } {
  return { ...body, success: true };
}

/** The JSON body of a call. @throws ServiceError `too_large`, `invalid` */
export function bodyOf(c: Context): Promise<Record<string, unknown>> {
  return readJson(c.req.raw);
}

/** An error in the envelope of failure; `undefined` for one that should never happen. */
export function failureOf(c: Context, error: unknown): Response | undefined {
  if (error instanceof RocketError) {
    return c.json({ success: false, ...(error.body ?? { error: error.code }) }, error.status);
  }
  if (!(error instanceof ServiceError)) return undefined;
  if (error.code === 'rate_limited') return refuseForNow(c, error.retryAfter ?? 60);
  return c.json({ success: false, error: nameOf(error) }, statusFor(error));
}

/** The protocol's name for a refusal of the service. */
export function nameOf(error: ServiceError): string {
  switch (error.code) {
    case 'conversation_ended':
      return 'room-closed';
    case 'invalid_token':
      return 'invalid-token';
    case 'invalid':
      return `${error.message} [invalid-params]`;
    default:
      return error.message;
  }
}

/** Nearly every refusal is a 400 here; sizes and unknown things keep their status. */
function statusFor({ code }: ServiceError): ContentfulStatusCode {
  return code === 'too_large' || code === 'not_found' ? statusOfCode[code] : 400;
}
