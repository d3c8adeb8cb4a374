import { toChatError } from '../../core/errors.js';
import type { ConnectVisitor, HistoryPage, Resume } from '../../core/transport.js';
import { toResume } from '../wire/rest/rest-caller.js';
import type { Opening } from '../wire/rest/rest-connection.js';
import { returnTo, type Ticket } from '../wire/rest/rest-return.js';
import { id, shape } from '../wire/readers.js';
import { toAvailability, toServerConfig } from './chatgonow-config-mapper.js';
import { createChatgonowFeed } from './chatgonow-feed.js';
import { createChatgonowLive } from './chatgonow-live.js';
import { toConversation } from './chatgonow-message-mapper.js';
import type { ChatgonowTools } from './chatgonow-tools.js';
import { fromVisitor } from './chatgonow-send-mapper.js';
import { ocsExternalId } from './ocs-external-id.js';

const toTicket = shape({ token: id }, { visitorId: id, cursor: id });

const toOpened = shape(
  { visitor_token: id },
  { external_id: id, conversation_id: id, cursor: id, config: toServerConfig, agents_online: toAvailability },
);

/** Opens a connection; the signal ends it: aborted by the core, by a loss or by `disconnect`. */
export type ConnectChatgonow = (
  loadNewest: () => Promise<HistoryPage>,
  visitor: ConnectVisitor,
  resume: Resume | undefined,
  signal: AbortSignal,
) => Promise<Opening>;

/**
 * `init`, then newest history and live events side by side. A token that is no longer taken is left
 * behind, once: the external id alone says who the visitor is.
 * @returns a function that resolves with the connection, and with what lets events flow; it rejects
 * with the ChatError of the first call that fails
 */
export function createConnect(tools: ChatgonowTools): ConnectChatgonow {
  const { context, session, call } = tools;
  const open = createChatgonowLive(tools, createChatgonowFeed(tools));

  const init = (visitor: ConnectVisitor, { token, visitorId }: Ticket, signal: AbortSignal) => {
    const externalId = visitor.externalId || context.config.externalId || visitorId || ocsExternalId(context.clock, context.config.options);
    session.visitorId = externalId;
    return call('init', toOpened, { method: 'POST', json: fromVisitor(visitor, externalId), token, signal });
  };

  return async (loadNewest, visitor, resume, signal) => {
    const before: Ticket = toTicket(resume, { base: '', now: 0 }) ?? {};
    const opened = await init(visitor, before, signal).catch((error: unknown) => {
      if (!before.token || toChatError(error).code !== 'auth') throw error;
      return init(visitor, {}, signal);
    });
    const { visitor_token: token, external_id: visitorId = session.visitorId, cursor } = opened;
    const { config, agents_online: availability } = opened;
    const conversation = toConversation(opened.conversation_id);
    Object.assign(session, { token, visitorId, conversation });
    const { history, start } = await returnTo({ context, session, open }, before, cursor, loadNewest, signal);
    return {
      connected: {
        history,
        conversation,
        resume: toResume(session),
        ...(visitorId && { visitorId }),
        ...(config && { config }),
        ...(availability && { availability }),
      },
      start,
    };
  };
}
