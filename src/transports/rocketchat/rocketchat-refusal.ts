import type { ChatError, ChatErrorCode } from '../../core/errors.js';
import { toHttpError, type HttpAnswer, type Refusal } from '../http-error.js';
import { toJson } from '../http.js';
import type { Wire } from '../wire/readers.js';

const CODES: Readonly<Record<string, ChatErrorCode>> = {
  'invalid-token': 'auth',
  'error-invalid-token': 'auth',
  'error-token-param-not-provided': 'auth',
  'invalid-room': 'ended',
  'room-closed': 'ended',
  'error-room-closed': 'ended',
  'invalid-message': 'not-found',
  'message-length-exceeds-character-limit': 'too-large',
  'error-size-not-allowed': 'too-large',
  'error-type-not-allowed': 'bad-type',
  'error-file-upload-disabled': 'unsupported',
  'no-agent-online': 'forbidden',
  'not-allowed': 'forbidden',
  'error-not-allowed': 'forbidden',
  'error-not-allowed-to-close-conversation': 'forbidden',
  'error-too-many-requests': 'rate-limited',
  'too-many-requests': 'rate-limited',
};

/**
 * What a refusal says: `{error, errorType?}`, `{reason}` of an upload or `{message}` of a transcript. The
 * name stands alone, or in brackets behind a sentence; a wait stands in the sentence only, since its
 * header cannot be read across origins.
 */
export function readRocketRefusal({ text }: HttpAnswer): Refusal {
  try {
    const { errorType, error, reason, message } = Object(JSON.parse(text)) as Wire;
    const said = `${(error ?? reason ?? message ?? '') as string}`;
    const name = `${(errorType ?? /\[([\w-]+)\]\s*$/.exec(said)?.[1] ?? said) as string}`;
    const code = Object.hasOwn(CODES, name) ? CODES[name] : undefined;
    return { code, message: said || undefined, retryAfter: /wait (\d+) second/.exec(said)?.[1] };
  } catch {
    return {}; // a proxy's page; the status alone speaks
  }
}

/** The `error` of a DDP `result` or `nosub` as the ChatError that REST would have made of it. */
export function toDdpError({ error, reason, message }: Wire, now: number): ChatError {
  // A number is a status, as in `404 Method not found`; a text is a name.
  const status = typeof error === 'number' ? error : 400;
  const errorType = status === error ? undefined : error;
  const text = toJson({ errorType, error: reason ?? message ?? errorType })!;
  return toHttpError({ status, retryAfter: null, text }, readRocketRefusal, true, now);
}
