import { createHash, timingSafeEqual } from 'node:crypto';
import { randomSecret } from '../../conversation/random-id.js';
import { ServiceError } from '../../conversation/service-error.js';
import { bearerToken } from '../../http/bearer-token.js';
import type { SettingStore } from '../../store/setting-store.js';

const name = 'chatvisor.adminToken';

/** The token of the management API: as given, or made once and kept. */
export function adminTokenOf(settings: SettingStore, given: string | undefined): string {
  if (given !== undefined) return given;
  const kept = settings.get(name);
  if (kept !== undefined) return kept;
  const made = randomSecret();
  settings.set(name, made);
  return made;
}

/**
 * Lets only the third party's environment through: `Authorization: Bearer <token>` or `?access_token=<token>`.
 * @throws ServiceError `invalid_token`
 */
export function checkAdminToken(request: Request, token: string): void {
  const given = bearerToken(request) ?? new URL(request.url).searchParams.get('access_token') ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  // Equal lengths, constant time: the answer's timing tells nothing about the token.
  if (!timingSafeEqual(digest(given), digest(token))) {
    throw new ServiceError('invalid_token', 'the API token is missing or wrong');
  }
}
