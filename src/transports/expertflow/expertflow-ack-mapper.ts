import type { ChatError } from '../../core/errors.js';
import { toHttpError, type Refusal } from '../http-error.js';
import { folded, known, time, words } from './expertflow-wire.js';

/** What an acknowledgement says; the document knows none, so that every part of it is optional. */
export type Verdict = { error?: ChatError; id?: string; createdAt?: number };

const GONE = new Set([404, 409, 410]);
const OVER = /\b(ended|closed|expired|not found|no such|unknown conversation)\b/i;

/**
 * The arguments of an acknowledgement. A status of 400 and more, an `error`, or a plain "no" is a
 * refusal; anything else says that it arrived.
 * @param now wall clock, for a Retry-After that is a date
 */
export function toVerdict(values: readonly unknown[], now: number): Verdict {
  const it = folded(values.find((value) => value !== null && value !== undefined));
  const fault = folded(it['error']);
  const told = [it['status'], it['code'], it['statuscode'], fault['status'], fault['code']].map((code) => Number(words(code)));
  const status = told.find((code) => code >= 100 && code < 600);
  const isRefused = values[0] === false || it['success'] === false || it['ok'] === false || Boolean(it['error']);
  if (!isRefused && (status ?? 0) < 400) return toTaken(it);
  const reason = [it['error'], fault['message'], it['message'], it['reason']].map(known).find(Boolean);
  const retryAfter = it['retryafter'] ?? fault['retryafter'];
  return { error: toRefused(Math.max(400, status ?? 0), reason, retryAfter, now) };
}

function toRefused(status: number, reason: string | undefined, retryAfter: unknown, now: number): ChatError {
  const isOver = GONE.has(status) || (status < 429 && OVER.test(reason ?? ''));
  const refusal: Refusal = { message: reason, retryAfter, ...(isOver && { code: 'ended' }) };
  // A refusal is an answer: nothing has happened.
  return toHttpError({ status, retryAfter: null, text: '' }, () => refusal, false, now);
}

function toTaken(it: ReturnType<typeof folded>): Verdict {
  const inner = folded(it['message'] ?? it['data']);
  const id = known(inner['id']) ?? known(it['id']) ?? known(it['messageid']);
  const createdAt = time(inner['timestamp']) ?? time(it['timestamp']);
  return { ...(id && { id }), ...(createdAt && { createdAt }) };
}
