import { toChatError } from '../../../core/errors.js';
import type { Transport, TransportContext } from '../../../core/transport.js';
import { toResume, type RestCall, type RestSession } from './rest-caller.js';
import { toOffer } from './rest-config-mapper.js';
import type { Connection } from './rest-connection.js';
import type { Feed } from './rest-feed.js';
import { id, shape } from './rest-wire.js';

const toMerged = shape({}, { token: id, visitor: shape({ id }) });

const anything = (): true => true;

/** What is asked before there is a visitor, and about the visitor. */
export function createVisitorRequests(
  { config }: TransportContext,
  session: RestSession,
  call: RestCall,
  feed: Feed,
  { lose, revive }: Connection,
) {
  return {
    async prepare(signal) {
      revive();
      const query = new URLSearchParams({ site: config.site, locale: config.locale });
      const options = { signal, token: undefined };
      try {
        const { features, ...prepared } = await call(`config?${query}`, toOffer, options);
        feed.allow(features);
        return prepared;
      } catch (error) {
        if (toChatError(error).code !== 'unsupported') throw error;
        return {};
      }
    },
    async identify(visitor) {
      const options = { method: 'PATCH', capability: 'identify', json: visitor } as const;
      const { token, visitor: survivor } = await call('visitor', toMerged, options);
      if (!token || token === session.token) return;
      // Another visitor's log has other cursors: the core connects anew.
      Object.assign(session, { token, visitorId: survivor?.id, cursor: undefined });
      const resume = toResume(session);
      lose();
      return resume;
    },
    async forgetVisitor() {
      await call('visitor', anything, { method: 'DELETE', capability: 'forget' });
    },
  } satisfies Partial<Transport>;
}
