import type { ChatError } from './errors.js';
import type { ErrorData } from './model.js';

/** The part of an error that may cross tabs and lie in storage. */
export function toErrorData(error: ChatError): ErrorData {
  return {
    code: error.code,
    message: error.message,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}
