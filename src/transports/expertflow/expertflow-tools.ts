import type { TransportContext } from '../../core/transport.js';
import type { Connection } from '../wire/rest/rest-connection.js';
import type { Log } from './expertflow-log.js';
import type { ExpertflowSession } from './expertflow-session.js';
import type { Voice } from './expertflow-voice.js';

/** What the parts of one transport share. */
export type ExpertflowTools = {
  context: TransportContext;
  session: ExpertflowSession;
  connection: Connection;
  voice: Voice;
  /** Of the newest conversation; it outlives connections. */
  log?: Log;
};
