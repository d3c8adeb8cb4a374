import type { ConnectVisitor, HistoryPage, Resume } from '../../../core/transport.js';
import { toResume } from './rest-caller.js';
import { toConversation, toOffer } from './rest-config-mapper.js';
import type { Opening } from './rest-connection.js';
import { createFrames } from './rest-frames.js';
import { returnTo, type Ticket } from './rest-return.js';
import type { RestTools } from './rest-tools.js';
import { id, shape, type Mapping } from '../readers.js';

const session = shape({ token: id }, { visitorId: id, cursor: id, conversation: toConversation });

const toOpened = (value: unknown, mapping: Mapping) => {
  const known = session(value, mapping);
  return known && { ...known, ...toOffer(value, mapping) };
};

/**
 * `POST /session` of the open REST contract, then newest history and live feed side by side.
 * @param signal ends the connection: aborted by the core, by a loss or by `disconnect`
 * @returns the connection, and what lets events flow: for the caller to run when the core has the
 * answer. Rejects with the ChatError of the first call that fails; `auth` when not even a new visitor is let in
 */
export async function connectRest(
  tools: RestTools,
  loadNewest: () => Promise<HistoryPage>,
  visitor: ConnectVisitor,
  resume: Resume | undefined,
  signal: AbortSignal,
): Promise<Opening> {
  const { context, session, call, feed } = tools;

  const enter = async ({ token, visitorId }: Ticket) => {
    const json = { ...visitor, site: context.config.site || undefined, visitorId };
    const { token: own, ...opened } = await call('session', toOpened, { method: 'POST', json, token, signal });
    Object.assign(session, { token: own, visitorId: opened.visitorId });
    return opened;
  };
  const live = { ...tools, accept: createFrames(tools) };
  const { entered, history, start } = await returnTo(live, resume, enter, loadNewest, signal);
  const { cursor: _, features, conversation = { state: 'none' }, ...prepared } = entered;
  feed.note(conversation);
  return {
    connected: { ...prepared, history, conversation, resume: toResume(session) },
    start() {
      feed.allow(features);
      start();
    },
  };
}
