import type { Context } from 'hono';
import { ServiceError } from '../../conversation/service-error.js';
import { requestOrigin } from '../../http/request-origin.js';

/** Holds the secret of an agent's session. */
export const agentCookie = 'chatvisor-agent';

/**
 * Only the server's own page may use the cookie: what a browser says of the caller must fit.
 * @throws ServiceError `forbidden`
 */
export function refuseOtherSites(c: Context): void {
  const site = c.req.header('Sec-Fetch-Site');
  const origin = c.req.header('Origin');
  const isForeign = (site !== undefined && site !== 'same-origin') || (origin !== undefined && origin !== requestOrigin(c.req.raw));
  if (isForeign) throw new ServiceError('forbidden', 'only the page of this server may ask');
}
