import { toChatError } from '../../../core/errors.js';
import type { ConnectVisitor, HistoryPage, Resume } from '../../../core/transport.js';
import { toResume } from './rest-caller.js';
import { toConversation, toOffer } from './rest-config-mapper.js';
import type { Opening } from './rest-connection.js';
import { createFrames } from './rest-frames.js';
import { createLive } from './rest-live.js';
import { returnTo, type Ticket } from './rest-return.js';
import type { RestTools } from './rest-tools.js';
import { id, shape, type Reader } from '../readers.js';

const ticket = { token: id, visitorId: id, cursor: id };
const toTicket = shape({}, ticket);
const session = shape({ token: id }, { ...ticket, conversation: toConversation });

const toOpened: Reader<NonNullable<ReturnType<typeof session>> & ReturnType<typeof toOffer>> = (
  value,
  mapping,
) => {
  const known = session(value, mapping);
  return known && { ...known, ...toOffer(value, mapping)! };
};

/** Opens a connection; the signal ends it: aborted by the core, by a loss or by `disconnect`. */
export type ConnectRest = (
  loadNewest: () => Promise<HistoryPage>,
  visitor: ConnectVisitor,
  resume: Resume | undefined,
  signal: AbortSignal,
) => Promise<Opening>;

/**
 * `POST /session` of the open REST contract, then newest history and live feed side by side. A
 * token that is no longer taken gives a new visitor, once.
 * @returns a function that resolves with the connection, and with what lets events flow: for the
 * caller to run when the core has the answer. It rejects with the ChatError of the first call that
 * fails; `auth` when not even a new visitor is let in
 */
export function createConnect(tools: RestTools): ConnectRest {
  const { context, session, call, feed } = tools;
  const open = createLive({ ...tools, feed: { accept: createFrames(tools) } });

  const post = (visitor: ConnectVisitor, { token, visitorId }: Ticket, signal: AbortSignal) => {
    // A visitor id without its token opens nothing, so they go together.
    const known = { site: context.config.site || undefined, visitorId: token && visitorId };
    return call('session', toOpened, { method: 'POST', json: { ...visitor, ...known }, token, signal });
  };

  return async (loadNewest, visitor, resume, signal) => {
    const before: Ticket = toTicket(resume, { base: '', now: 0 }) ?? {};
    const opened = await post(visitor, before, signal).catch((error: unknown) => {
      if (!before.token || toChatError(error).code !== 'auth') throw error;
      return post(visitor, {}, signal);
    });
    const { token, cursor, features, conversation = { state: 'none' }, ...prepared } = opened;
    Object.assign(session, { token, visitorId: prepared.visitorId });
    feed.note(conversation);
    const { history, start } = await returnTo({ context, session, open }, before, cursor, loadNewest, signal);
    return {
      connected: { ...prepared, history, conversation, resume: toResume(session) },
      start() {
        feed.allow(features);
        start();
      },
    };
  };
}
