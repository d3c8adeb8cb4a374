/** A refusal by the name the protocol has for it, such as 'invalid-room'. */
export class RocketError extends Error {
  override readonly name = 'RocketError';
  readonly code: string;
  /** HTTP status; most refusals of this protocol are a 400. */
  readonly status: 400 | 401 | 403 | 404;
  /** Members of the answer instead of `error`. */
  readonly body: Readonly<Record<string, unknown>> | undefined;

  constructor(code: string, more: { status?: 400 | 401 | 403 | 404; body?: Record<string, unknown> } = {}) {
    super(code);
    this.code = code;
    this.status = more.status ?? 400;
    this.body = more.body;
  }
}

/** What a real server says when its database refuses a message id that is taken already. */
export const repeatedMessage = 'Cannot convert undefined or null to object';

/** The sentence of a refused call; clients read the wait out of it. */
export function tooManyRequests(seconds: number, what = 'this endpoint '): string {
  return `Error, too many requests. Please slow down. You must wait ${seconds} seconds before trying ${what}again.`;
}
