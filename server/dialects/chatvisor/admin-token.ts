import type { Context } from '../../conversation/context.js';
import { bearerToken } from '../../http/bearer-token.js';
import { checkSecret } from '../../http/check-secret.js';

/** The token of the management API: as given, or made once and kept. */
export function adminTokenOf({ secrets, settings }: Context, given: string | undefined): string {
  return given ?? secrets.keep('chatvisor.adminToken', settings);
}

/**
 * Lets only the third party's environment through: `Authorization: Bearer <token>` or `?access_token=<token>`.
 * @throws ServiceError `invalid_token`, `rate_limited`
 */
export function checkAdminToken(context: Context, request: Request, token: string): void {
  const given = bearerToken(request) ?? new URL(request.url).searchParams.get('access_token') ?? undefined;
  checkSecret(context.limiter, 'the API token', given, token);
}
