import type { TransportContext } from '../../../core/transport.js';
import type { RestCall, RestSession } from './rest-caller.js';
import type { Connection } from './rest-connection.js';
import type { Feed, OnFrame } from './rest-feed.js';
import type { Mapping } from '../readers.js';

/** What the parts of one transport share. */
export type RestTools = {
  context: TransportContext;
  session: RestSession;
  connection: Connection;
  call: RestCall;
  feed: Feed;
  mapping: () => Mapping;
};

/** What following the events needs; `accept` takes what comes. */
export type LiveTools = Pick<RestTools, 'context' | 'session' | 'connection' | 'call'> & { accept: OnFrame };
