import { toChatError } from '../../core/errors.js';
import type { TransportContext } from '../../core/transport.js';
import { createRestCall, type RestCall } from '../wire/rest/rest-caller.js';
import { createConnection } from '../wire/rest/rest-connection.js';
import type { RocketTools } from './rocketchat-profile.js';
import { readRocketRefusal } from './rocketchat-refusal.js';
import { createRocketSession, toRocketResume } from './rocketchat-session.js';

/** Session, connection and calls of one transport. */
export function createRocketTools(context: TransportContext): RocketTools {
  const session = createRocketSession(context.config.endpoint);
  // Its own resume token knows no rooms.
  const emit: TransportContext['emit'] = (event, resume) => context.emit(event, resume && toRocketResume(session));
  const connection = createConnection({ ...context, emit }, session);
  const mapping: RocketTools['mapping'] = () => {
    const { base, visitorId, token, rid, rules } = session;
    return { base, visitorId, token, rid, rules, now: context.clock.now() };
  };
  const authorised = createRestCall(context, session, mapping, connection);
  // The visitor's token stands in the body or the query here; as a bearer it would be an agent's.
  const call: RestCall = (path, read, options) =>
    authorised(path, read, { readRefusal: readRocketRefusal, ...options, token: undefined }).catch((error: unknown) => {
      tools.onRefused?.(toChatError(error));
      throw error;
    });
  const tools: RocketTools = {
    context,
    session,
    connection,
    call,
    mapping,
    allow(change) {
      const offered = { ...change };
      for (const name of session.missing) offered[name] = false;
      connection.emit({ type: 'capabilities', change: offered });
    },
  };
  return tools;
}
