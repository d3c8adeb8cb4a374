/** The error codes of the contract, each with its HTTP status. */
export const statusOfCode = {
  invalid_token: 401,
  forbidden: 403,
  bad_signature: 403,
  not_found: 404,
  conversation_ended: 409,
  cursor_expired: 410,
  too_large: 413,
  unsupported_type: 415,
  invalid: 422,
  rate_limited: 429,
  storage_full: 507,
} as const;

export type ErrorCode = keyof typeof statusOfCode;

/** A refusal that a dialect turns into its own wire form. `retryAfter` is in seconds. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, more: { fields?: Record<string, string>; retryAfter?: number } = {}) {
    super(message);
    this.code = code;
    this.fields = more.fields;
    this.retryAfter = more.retryAfter;
  }
}

/** Bad input, told per field: `{name: 'required'}`. */
export function invalid(fields: Record<string, string>, message = 'some values are not valid'): ServiceError {
  return new ServiceError('invalid', message, { fields });
}

/** The thing asked for does not exist (or is somebody else's, which must look the same). */
export function notFound(what: string): ServiceError {
  return new ServiceError('not_found', `no such ${what}`);
}
