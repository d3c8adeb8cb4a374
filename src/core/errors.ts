/**
 * - `network`: the backend was not reached · `timeout`: it did not answer in time
 * - `auth`: the token is not accepted · `forbidden` · `rate-limited` · `too-large` · `bad-type`
 * - `not-found`: the thing asked for does not exist · `unsupported`: the backend does not offer the call
 * - `ended`: the conversation is over · `invalid`: the backend refused the values (`fields` says which)
 * - `cursor-expired`: the resume token is too old · `server`: the backend failed · `protocol`: it spoke nonsense
 * - `aborted`: we gave up · `storage`: this device refused to keep something · `config`: wrong attributes
 */
export type ChatErrorCode =
  | 'network'
  | 'timeout'
  | 'auth'
  | 'forbidden'
  | 'rate-limited'
  | 'too-large'
  | 'bad-type'
  | 'not-found'
  | 'unsupported'
  | 'ended'
  | 'invalid'
  | 'cursor-expired'
  | 'server'
  | 'protocol'
  | 'aborted'
  | 'storage'
  | 'config';

export type ChatErrorOptions = {
  /** True when the same call may succeed later. */
  retryable?: boolean;
  /** Milliseconds the backend asks to wait. */
  retryAfterMs?: number | undefined;
  /** HTTP status, where there was one. */
  status?: number;
  /** `unknown`: the request may have taken effect although no answer came. Default `not-sent`. */
  outcome?: 'not-sent' | 'unknown';
  /** Refused form fields: name → reason. */
  fields?: Record<string, string> | undefined;
  cause?: unknown;
};

/** The one error type that leaves transports and the core. */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly outcome: 'not-sent' | 'unknown';
  readonly fields: Record<string, string> | undefined;

  constructor(code: ChatErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'ChatError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status;
    this.outcome = options.outcome ?? 'not-sent';
    this.fields = options.fields;
  }
}

/**
 * Any thrown value as a ChatError. One of another copy of the script counts, and so does a plain
 * object of that shape, for transports beside the CDN script; all else was a defect: `protocol`.
 */
export function toChatError(thrown: unknown): ChatError {
  if (thrown instanceof ChatError) return thrown;
  const { name = '', code, message = String(thrown), ...rest } = toFields(thrown);
  if (name === 'ChatError' && code) return new ChatError(code, message, rest);
  if (name === 'AbortError') return new ChatError('aborted', message, { cause: thrown });
  return new ChatError('protocol', message, { outcome: 'unknown', cause: thrown });
}

type ErrorFields = ChatErrorOptions & { name?: string; code?: ChatErrorCode; message?: string };

function toFields(thrown: unknown): ErrorFields {
  if (!thrown || typeof thrown !== 'object') return {};
  // An error's own name and message are not enumerable.
  const { name, message } = thrown as Error;
  return { ...thrown, ...(name && { name }), ...(message && { message }) };
}
