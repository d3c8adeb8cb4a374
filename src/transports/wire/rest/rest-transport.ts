import { toChatError } from '../../../core/errors.js';
import type { Transport, TransportContext } from '../../../core/transport.js';
import { loadCode } from '../../load-code.js';
import { createRestCall, createRestSession } from './rest-caller.js';
import { toConversation, toOffer } from './rest-config-mapper.js';
import { createConnection } from './rest-connection.js';
import { createFeed } from './rest-feed.js';
import { fromOutgoing, toHistory } from './rest-message-mapper.js';
import { createLazyCalls } from '../lazy-calls.js';
import { anything, id, shape, time, type Mapping } from '../readers.js';

const fetchConnect = () => import('./rest-connect.js');
const toSent = shape({}, { message: shape({}, { id, createdAt: time }), conversation: toConversation });

/**
 * Everything that the open REST contract offers, over the injected edges. What a conversation needs
 * first is here; the rest is loaded on need.
 */
export function createRestTransport(context: TransportContext): Transport {
  const { config, clock } = context;
  const session = createRestSession(config.endpoint);
  const mapping = (): Mapping => ({ base: session.base, now: clock.now() });
  const connection = createConnection(context, session);
  const call = createRestCall(context, session, mapping, connection);
  const feed = createFeed(session, connection.emit);
  const tools = { context, session, connection, call, feed, mapping };

  const transport: Transport & Pick<Required<Transport>, 'loadHistory'> = {
    echo: 'local-id',
    idempotentSend: true,
    ...createLazyCalls(
      tools,
      [
        'register', 'sendOfflineMessage', 'selectDepartment', 'endConversation', 'requestTranscript',
        'rate', 'identify', 'setPage', 'stop', 'forgetVisitor', 'upload',
      ],
      async () => (await import('./rest-requests.js')).createRestRequests(tools),
    ),
    disconnect: connection.disconnect,
    async prepare(signal) {
      connection.revive();
      fetchConnect().catch(() => undefined); // the first message will not wait for it
      const query = new URLSearchParams({ site: config.site, locale: config.locale });
      try {
        const { features, ...prepared } = await call(`config?${query}`, toOffer, { signal, token: undefined });
        feed.allow(features);
        return prepared;
      } catch (error) {
        if (toChatError(error).code !== 'unsupported') throw error;
        return {};
      }
    },
    connect: (visitor, resume, signal) =>
      connection.open(signal, async (own) => {
        // Who only looks into the panel has no session and no events to read.
        const { connectRest } = await loadCode(clock, [own], fetchConnect);
        return connectRest(tools, () => transport.loadHistory({ limit: 30 }, own), visitor, resume, own);
      }),
    async loadHistory({ before, after, limit }, signal) {
      const query = { ...(before && { before }), ...(after && { after }), limit: `${limit}` };
      const page = await call(`messages?${new URLSearchParams(query)}`, toHistory, { signal });
      feed.own(page.messages);
      return page;
    },
    async send(message, signal) {
      const options = { method: 'POST', json: fromOutgoing(message), signal };
      const { message: stored, conversation } = await call('messages', toSent, options);
      feed.note(conversation);
      return { ...stored, ...(conversation && { conversation }) };
    },
    async setTyping(on) {
      await call('typing', anything, { method: 'POST', capability: 'typing', json: { on } });
    },
    async markRead(upTo) {
      await call('read', anything, { method: 'POST', capability: 'receipts', json: { upTo } });
    },
  };
  return transport;
}
