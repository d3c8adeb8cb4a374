import { type ErrorCode, ServiceError, statusOfCode } from '../../conversation/service-error.js';

/** `{success: true, data}`. */
export function succeed(data: unknown): Response {
  return Response.json({ success: true, data });
}

/** `{success: false, message, …}` with the status that the reference server gives to it. */
export function refuse(status: number, message: string, more: object = {}, headers: Record<string, string> = {}): Response {
  return Response.json({ success: false, message, ...more }, { status, headers });
}

/** The texts that clients know an error by; what is not here says it in its own words. */
const words: Partial<Record<ErrorCode, string>> = {
  bad_signature: 'invalid identity hash',
  conversation_ended: 'conversation ended',
  cursor_expired: 'cursor expired',
  too_large: 'image too large',
  unsupported_type: 'unsupported image type',
  rate_limited: 'sending too frequently',
};

const ownTexts = new Set(['missing key', 'invalid key', 'domain not allowed']);

/**
 * Any refusal of the service in the envelope.
 * @param tooOften the open API's words for a 429, which bring the seconds along
 */
export function refuseFor(error: unknown, tooOften?: (seconds: number) => string): Response {
  // The cause stays inside: it may name paths and queries.
  if (!(error instanceof ServiceError)) return refuse(500, 'internal error');
  const { code, fields, retryAfter = 1 } = error;
  // The open API's document knows these two members and no others.
  if (code === 'invalid') return refuse(400, textOf(error), tooOften ? {} : { fields });
  if (code !== 'rate_limited') return refuse(statusOfCode[code], textOf(error));
  const headers = { 'Retry-After': String(retryAfter) };
  return tooOften
    ? refuse(429, tooOften(retryAfter), {}, headers)
    : refuse(429, textOf(error), { retry_after: retryAfter }, headers);
}

function textOf({ code, message, fields }: ServiceError): string {
  if (ownTexts.has(message)) return message;
  if (code === 'invalid_token') return 'invalid token';
  if (code === 'invalid' && (fields?.['text'] ?? fields?.['content']) === 'required') return 'empty content';
  if (code === 'not_found' && message === 'no such conversation') return 'conversation not found';
  return words[code] ?? message;
}
