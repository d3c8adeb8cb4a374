import { ServiceError, statusOfCode } from '../../conversation/service-error.js';

/** A refusal as this dialect tells it: `{"error": {"code": <status>, "message"}}`. `retryAfter`: seconds, or a date as HTTP has it. */
export type Refusal = { status: number; message: string; retryAfter?: number | string };

/** What to answer to an error; anything but a ServiceError is a 500 that tells nothing. */
export function toRefusal(error: unknown): Refusal {
  if (!(error instanceof ServiceError)) return { status: 500, message: 'something went wrong here' };
  const { code, message, fields, retryAfter } = error;
  const named = Object.entries(fields ?? {}).map(([name, problem]) => `${name}: ${problem}`);
  return {
    status: code === 'invalid' ? 400 : statusOfCode[code],
    message: named.length > 0 ? `${message} (${named.join(', ')})` : message,
    retryAfter,
  };
}

/** The answer to an HTTP call. The document knows no 429: too often is "unavailable" for a while. */
export function refuse({ status, message, retryAfter }: Refusal): Response {
  const shown = status === 429 ? 503 : status;
  return Response.json(
    { error: { code: shown, message } },
    { status: shown, headers: retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) } },
  );
}
