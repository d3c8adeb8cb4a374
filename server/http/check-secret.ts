import { currentCaller } from '../conversation/current-caller.js';
import type { RateLimiter } from '../conversation/rate-limiter.js';
import { ServiceError } from '../conversation/service-error.js';
import { isSameSecret } from './is-same-secret.js';

/** Guesses of one address in a minute; then not even the right one is heard. */
const guessesPerMinute = 20;

/**
 * Lets only those through who bring the secret.
 * @param what its name, as the refusal says it
 * @throws ServiceError `invalid_token`, `rate_limited`
 */
export function checkSecret(limiter: RateLimiter, what: string, given: string | undefined, secret: string): void {
  const caller = currentCaller();
  const guesses = `guess ${what}:${caller}`;
  if (caller !== undefined) limiter.check(guesses, guessesPerMinute);
  if (isSameSecret(given, secret)) return;
  // Who brings none does not guess.
  if (caller !== undefined && given) limiter.take(guesses, guessesPerMinute);
  throw new ServiceError('invalid_token', `${what} is missing or wrong`);
}
