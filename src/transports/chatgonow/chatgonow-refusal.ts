import type { ChatErrorCode } from '../../core/errors.js';
import type { HttpAnswer, Refusal } from '../http-error.js';

const NO_SITE = 'the attribute "key" names no site of this backend';

/** The texts that the documents name; the HTTP status decides where none of them stands. */
const CODES: readonly (readonly [text: string, code: ChatErrorCode, sentence?: string])[] = [
  ['invalid token', 'auth'],
  ['missing key', 'config', NO_SITE],
  ['invalid key', 'config', NO_SITE],
  ['domain not allowed', 'forbidden', 'the domain of this page is not registered for this site key'],
  ['sending too frequently', 'rate-limited'],
  ['too many requests', 'rate-limited'],
  ['unsupported image', 'bad-type'],
  ['image too large', 'too-large'],
  ['conversation ended', 'ended'],
  ['cursor expired', 'cursor-expired'],
  ['not found', 'not-found'],
  ['no such', 'not-found'],
  ['empty content', 'invalid'],
];

/** What `{success: false, message, retry_after?, fields?}` says; nothing for any other body. */
export function toRefusal(body: unknown): Refusal {
  const { message, retry_after: retryAfter, fields } = Object(body) as Record<string, unknown>;
  if (typeof message !== 'string') return {};
  const [, code, sentence = message] = CODES.find(([text]) => message.toLowerCase().includes(text)) ?? [];
  // The open API says its wait in words: "too many requests, wait 3s".
  return { code, message: sentence, fields, retryAfter: retryAfter ?? /wait (\d+)/i.exec(message)?.[1] };
}

/** The body of a refused request. */
export function readRefusal({ text }: HttpAnswer): Refusal {
  try {
    return toRefusal(JSON.parse(text));
  } catch {
    return {}; // a proxy's page; the status alone speaks
  }
}
