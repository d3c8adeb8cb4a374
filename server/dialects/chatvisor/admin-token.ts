import { randomSecret } from '../../conversation/random-id.js';
import { ServiceError } from '../../conversation/service-error.js';
import { bearerToken } from '../../http/bearer-token.js';
import { isSameSecret } from '../../http/is-same-secret.js';
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
  const given = bearerToken(request) ?? new URL(request.url).searchParams.get('access_token') ?? undefined;
  if (!isSameSecret(given, token)) throw new ServiceError('invalid_token', 'the API token is missing or wrong');
}
