import type { TransportContext } from '../../../core/transport.js';
import type { RestCall, RestSession } from './rest-caller.js';
import type { Connection } from './rest-connection.js';
import type { Feed } from './rest-feed.js';

/** What the parts of one transport share. */
export type RestTools = {
  context: TransportContext;
  session: RestSession;
  connection: Connection;
  call: RestCall;
  feed: Feed;
};
