import type { ChatError } from './errors.js';
import type { ErrorData } from './model.js';

/** The part of an error that may cross tabs and lie in storage. */
export const toErrorData = ({ code, message, retryable, retryAfterMs, fields }: ChatError): ErrorData => ({
  code,
  message,
  retryable,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
  ...(fields && { fields }),
});
