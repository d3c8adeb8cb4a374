import { ChatError } from '../../core/errors.js';

/** The same error for a message that never left, whatever became of the request before it. */
export function notSent(error: ChatError): ChatError {
  const { code, message, retryable, retryAfterMs, status, fields } = error;
  const details = { ...(retryAfterMs && { retryAfterMs }), ...(status && { status }), ...(fields && { fields }) };
  return new ChatError(code, message, { retryable, ...details, cause: error });
}
