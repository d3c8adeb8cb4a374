import { createHash, randomBytes } from 'node:crypto';

/** A prefixed id of 96 random bits: unique, and not guessable in practice. */
export function randomId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** 256 random bits for tokens, keys and file addresses. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Secrets are stored only as this, so a leaked database opens no session. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
