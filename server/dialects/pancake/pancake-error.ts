import { ServiceError, statusOfCode } from '../../conversation/service-error.js';

/** The platform's numbers, with words and the HTTP status they come with here. */
const refusals = {
  104: { status: 404, message: 'wrong page_id' },
  123: { status: 409, message: 'page is disconnected' },
  125: { status: 409, message: 'page is deactivated' },
  145: { status: 404, message: 'cannot reply: conversation not found' },
} as const;

/** A refusal that has a number of its own on this platform. */
export class PancakeError extends Error {
  override readonly name = 'PancakeError';
  readonly number: keyof typeof refusals;

  constructor(number: keyof typeof refusals) {
    super(refusals[number].message);
    this.number = number;
  }
}

/** `{success: false, message, error_code}`; refusals without a number carry their HTTP status as one. */
export function pancakeErrorResponse(error: unknown): Response {
  if (error instanceof PancakeError) return answer(refusals[error.number].status, error.message, error.number);
  if (!(error instanceof ServiceError)) return answer(500, 'something went wrong here');
  const { code, message, retryAfter } = error;
  const response = answer(code === 'invalid' ? 400 : statusOfCode[code], message);
  if (retryAfter !== undefined) response.headers.set('Retry-After', String(retryAfter));
  return response;
}

function answer(status: number, message: string, number: number = status): Response {
  return Response.json({ success: false, message, error_code: number }, { status });
}
