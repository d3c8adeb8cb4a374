import { isObject } from '../../http/json-body.js';
import { parseJson } from '../../http/parse-json.js';
import { ServiceError } from '../../conversation/service-error.js';
import { nameOf } from './rest-answers.js';
import { RocketError, tooManyRequests } from './rocket-error.js';

export type Frame = Record<string, unknown>;

/** A frame as text: dates as `{"$date": ms}`, absent members left out. */
export function encodeFrame(frame: Frame): string {
  return JSON.stringify(toEjson(frame));
}

/** What a client sent; undefined when it is not an object with a `msg`. */
export function decodeFrame(text: string): (Frame & { msg: string }) | undefined {
  try {
    const value = parseJson(text);
    return isObject(value) && typeof value['msg'] === 'string' ? (value as Frame & { msg: string }) : undefined;
  } catch {
    return undefined;
  }
}

/** The answer to garbage. What was garbage goes back as far as it can be read. */
export function badRequest(text: string): Frame {
  let offendingMessage: unknown;
  try {
    offendingMessage = parseJson(text);
  } catch {
    offendingMessage = text.slice(0, 1000);
  }
  return { msg: 'error', reason: 'Bad request', offendingMessage };
}

/** An error member as Meteor writes it. `error` is a name or a number. */
export function meteorError(error: string | number, reason: string, details?: Frame) {
  return { isClientSafe: true, error, reason, message: `${reason} [${error}]`, errorType: 'Meteor.Error', details };
}

/** The error member for something thrown; undefined for what should never happen. */
export function toMeteorError(error: unknown) {
  if (error instanceof RocketError) return meteorError(error.code, error.code);
  if (!(error instanceof ServiceError)) return undefined;
  if (error.code === 'rate_limited') return tooManyError(error.retryAfter ?? 60);
  return meteorError(nameOf(error), nameOf(error));
}

/** The refusal of calls that come too fast. */
export function tooManyError(seconds: number) {
  return meteorError('too-many-requests', tooManyRequests(seconds, ''), { timeToReset: seconds * 1000 });
}

function toEjson(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (Array.isArray(value)) return value.map(toEjson);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toEjson(each)]));
}
