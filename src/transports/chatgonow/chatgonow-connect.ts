import type { ConnectVisitor, HistoryPage, Resume } from '../../core/transport.js';
import { toResume } from '../wire/rest/rest-caller.js';
import type { Opening } from '../wire/rest/rest-connection.js';
import { returnTo, type Ticket } from '../wire/rest/rest-return.js';
import { defined, id, shape } from '../wire/readers.js';
import { toAvailability, toServerConfig } from './chatgonow-config-mapper.js';
import { createChatgonowFeed } from './chatgonow-feed.js';
import { createChatgonowEvents } from './chatgonow-live.js';
import { toConversation } from './chatgonow-message-mapper.js';
import type { ChatgonowTools } from './chatgonow-tools.js';
import { fromVisitor } from './chatgonow-send-mapper.js';
import { ocsExternalId } from './ocs-external-id.js';

const toOpened = shape(
  { visitor_token: id },
  { external_id: id, conversation_id: id, cursor: id, config: toServerConfig, agents_online: toAvailability },
);

/**
 * `init`, then newest history and live events side by side. Where a token is no longer taken, the
 * external id alone says who the visitor is.
 * @param signal ends the connection: aborted by the core, by a loss or by `disconnect`
 * @returns the connection, and what lets events flow; rejects with the ChatError of the first call that fails
 */
export async function connectChatgonow(
  tools: ChatgonowTools,
  loadNewest: () => Promise<HistoryPage>,
  visitor: ConnectVisitor,
  resume: Resume | undefined,
  signal: AbortSignal,
): Promise<Opening> {
  const { context, session, call } = tools;

  const enter = async ({ token, visitorId }: Ticket) => {
    const own = visitor.externalId || visitorId || ocsExternalId(context.clock, context.config.options);
    const opened = await call('init', toOpened, { method: 'POST', json: fromVisitor(visitor, own), token, signal });
    const { visitor_token, external_id = own, conversation_id } = opened;
    Object.assign(session, { token: visitor_token, visitorId: external_id, conversation: toConversation(conversation_id) });
    return opened;
  };
  const live = { ...tools, call: createChatgonowEvents(tools), accept: createChatgonowFeed(tools) };
  const { entered, history, start } = await returnTo(live, resume, enter, loadNewest, signal);
  const { agents_online: availability } = entered;
  const config = { ...(visitor.name && { title: visitor.name }), ...entered.config };
  const { visitorId, conversation } = session;
  return { connected: defined({ history, conversation, resume: toResume(session), visitorId, config, availability }), start };
}
