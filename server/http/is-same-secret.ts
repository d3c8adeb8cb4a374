import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether somebody brought the secret. Equal lengths, constant time: the answer's timing tells nothing about it. */
export function isSameSecret(given: string | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given ?? ''), digest(secret));
}
