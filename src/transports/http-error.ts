import { ChatError, type ChatErrorCode } from '../core/errors.js';
import { toText, toTexts } from './texts.js';

/** What is known of an HTTP answer that was not a success. */
export type HttpAnswer = { status: number; retryAfter: string | null; text: string };

const CODES: Readonly<Record<number, ChatErrorCode>> = {
  401: 'auth',
  403: 'forbidden',
  404: 'unsupported',
  405: 'unsupported',
  406: 'unsupported',
  408: 'server',
  409: 'ended',
  410: 'cursor-expired',
  413: 'too-large',
  415: 'bad-type',
  429: 'rate-limited',
  501: 'unsupported',
};

/**
 * Milliseconds to wait, between one second and five minutes.
 * @param value seconds, or an HTTP date
 * @returns undefined when the value says nothing.
 */
export function toRetryAfterMs(value: unknown, now: number): number | undefined {
  const said = toText(value);
  const seconds = Number(said || NaN);
  const ms = Number.isNaN(seconds) ? Date.parse(said) - now : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(300_000, Math.max(1000, ms));
}

/** What the body of a refusal says; each backend has its own form. Absent members are decided by the status. */
export type Refusal = {
  code?: ChatErrorCode | undefined;
  message?: unknown;
  /** Seconds, or an HTTP date. */
  retryAfter?: unknown;
  /** Refused form fields: name → reason. */
  fields?: unknown;
};

/** Reads a refusal; must not throw, since the body may be a proxy's page. */
export type ReadRefusal = (answer: HttpAnswer) => Refusal;

/**
 * An HTTP refusal as a ChatError: what the body says, else the table of statuses.
 * @param write whether the request may have changed something at the backend
 * @param now wall clock, for a Retry-After that is a date
 */
export function toHttpError(
  answer: HttpAnswer,
  readRefusal: ReadRefusal | undefined,
  write: boolean,
  now: number,
): ChatError {
  const { status, retryAfter } = answer;
  const { code: named, message, fields, retryAfter: asked } = readRefusal?.(answer) ?? {};
  const code = named ?? CODES[status] ?? (status >= 500 ? 'server' : 'invalid');
  return new ChatError(code, typeof message === 'string' ? message.slice(0, 300) : `HTTP ${status}`, {
    status,
    retryable: code === 'server' || code === 'rate-limited',
    retryAfterMs: toRetryAfterMs(retryAfter, now) ?? toRetryAfterMs(asked, now),
    outcome: write && code === 'server' ? 'unknown' : 'not-sent',
    fields: toTexts(fields),
  });
}
