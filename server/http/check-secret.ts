import { currentCaller } from '../conversation/current-caller.js';
import type { RateLimiter } from '../conversation/rate-limiter.js';
import { ServiceError } from '../conversation/service-error.js';
import { isSameSecret } from './is-same-secret.js';

/** Guesses of one address in a minute; then not even the right one is heard. */
const guessesPerMinute = 20;

/**
 * Counts a secret that opens nothing against whoever brought it; who brings none does not guess.
 * @param what its name
 * @throws ServiceError `rate_limited`
 */
export function countGuess(limiter: RateLimiter, what: string, given: string | undefined, isRight: boolean): void {
  const caller = currentCaller();
  if (caller === undefined) return;
  const guesses = `guess ${what}:${caller}`;
  limiter.check(guesses, guessesPerMinute);
  if (given && !isRight) limiter.take(guesses, guessesPerMinute);
}

/**
 * Lets only those through who bring the secret.
 * @param what its name, as the refusal says it
 * @throws ServiceError `invalid_token`, `rate_limited`
 */
export function checkSecret(limiter: RateLimiter, what: string, given: string | undefined, secret: string): void {
  const isRight = isSameSecret(given, secret);
  countGuess(limiter, what, given, isRight);
  if (!isRight) throw new ServiceError('invalid_token', `${what} is missing or wrong`);
}
