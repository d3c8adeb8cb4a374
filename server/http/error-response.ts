import { ServiceError, statusOfCode } from '../conversation/service-error.js';

/**
 * For `onError`: errors in the contract's form, status and `{error: {code, message, retryAfter?, fields?}}`.
 * @param report hears of what should never happen
 */
export function answerErrors(report: (error: unknown) => void): (error: unknown) => Response {
  return (error) => {
    if (error instanceof ServiceError) return refusal(error);
    report(error);
    // The cause stays inside: it may name paths and queries. A 5xx tells the client to try again.
    return Response.json({ error: { code: 'internal', message: 'something went wrong here' } }, { status: 500 });
  };
}

/** "Not offered": a bare 501, which makes a client drop the capability for good. */
export function notOffered(): Response {
  return new Response(null, { status: 501 });
}

function refusal({ code, message, fields, retryAfter }: ServiceError): Response {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  return Response.json({ error: { code, message, retryAfter, fields } }, { status: statusOfCode[code], headers });
}
