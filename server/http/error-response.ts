import { ServiceError, statusOfCode } from '../conversation/service-error.js';

/** An error in the contract's form: status and `{error: {code, message, retryAfter?, fields?}}`. */
export function errorResponse(error: unknown): Response {
  if (!(error instanceof ServiceError)) {
    // The cause stays inside: it may name paths and queries. A 5xx tells the client to try again.
    return Response.json({ error: { code: 'internal', message: 'something went wrong here' } }, { status: 500 });
  }
  const { code, message, fields, retryAfter } = error;
  return Response.json(
    { error: { code, message, retryAfter, fields } },
    { status: statusOfCode[code], ...(retryAfter === undefined ? {} : { headers: { 'Retry-After': String(retryAfter) } }) },
  );
}

/** "Not offered": a bare 501, which makes a client drop the capability for good. */
export function notOffered(): Response {
  return new Response(null, { status: 501 });
}
