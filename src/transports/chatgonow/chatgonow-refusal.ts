import type { ChatErrorCode } from '../../core/errors.js';
import type { HttpAnswer, Refusal } from '../http-error.js';

/** The texts that the documents name; the HTTP status decides where none of them stands. */
const CODES: readonly (readonly [RegExp, ChatErrorCode, string?])[] = [
  [/^invalid token/i, 'auth'],
  [/^(missing|invalid) key/i, 'config', 'the attribute "key" names no site of this backend'],
  [/^domain not allowed/i, 'forbidden', 'the domain of this page is not registered for this site key'],
  [/^sending too frequently|^too many requests/i, 'rate-limited'],
  [/^unsupported image/i, 'bad-type'],
  [/^image too large/i, 'too-large'],
  [/^conversation ended/i, 'ended'],
  [/^cursor expired/i, 'cursor-expired'],
  [/not found$|^no such/i, 'not-found'],
  [/^empty content/i, 'invalid'],
];

/** What `{success: false, message, retry_after?, fields?}` says; nothing for any other body. */
export function toRefusal(body: unknown): Refusal {
  const { message, retry_after: retryAfter, fields } = Object(body) as Record<string, unknown>;
  if (typeof message !== 'string') return {};
  const [, code, sentence = message] = CODES.find(([text]) => text.test(message)) ?? [];
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
