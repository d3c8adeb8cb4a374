import type { Transport, TransportContext } from '../../core/transport.js';
import { loadCode } from '../load-code.js';
import { createLazyCalls } from '../wire/lazy-calls.js';
import { createRestCall, createRestSession } from '../wire/rest/rest-caller.js';
import { createConnection } from '../wire/rest/rest-connection.js';
import { anything, type Mapping } from '../wire/readers.js';
import { createChatgonowCall } from './chatgonow-call.js';
import { toConversation, toHistory, toSent } from './chatgonow-message-mapper.js';
import { fromOutgoing } from './chatgonow-send-mapper.js';
import type { ChatgonowTools } from './chatgonow-tools.js';

/** The only files of which the document speaks. A site may say otherwise once there is a visitor. */
const PICTURES = { upload: { accept: ['image/png', 'image/jpeg', 'image/gif'] } };

/**
 * ChatGoNow's visitor API. It has no anonymous call, so that `prepare` asks nobody: `init` makes a visitor.
 * What a conversation needs first is here; the rest is loaded on need.
 */
export function createTransport(context: TransportContext): Transport {
  const tools = createTools(context);
  const { connection, call, note, uploads } = tools;
  const { loadAfter, ...rareCalls } = createLazyCalls(
    tools,
    ['register', 'identify', 'sendOfflineMessage', 'endConversation', 'rate', 'upload', 'loadAfter'],
    async () => (await import('./chatgonow-requests.js')).createChatgonowRequests(tools),
  );

  const loadHistory: Required<Transport>['loadHistory'] = async (query, signal) => {
    const { before, after, limit } = query;
    // The contract pages backwards only.
    if (after) return loadAfter(query, loadHistory, signal);
    return call('history', toHistory, { query: { ...(before && { before }), limit: `${limit}` }, signal });
  };

  return {
    echo: 'local-id',
    idempotentSend: true,
    ...rareCalls,
    loadHistory,
    disconnect: connection.disconnect,
    // The embed code promises the nickname in the window's title.
    prepare: () => Promise.resolve({ config: { ...PICTURES, ...(context.config.name && { title: context.config.name }) } }),
    connect: (visitor, resume, signal) =>
      connection.open(signal, async (own) => {
        // Who only looks into the panel has no session and no events to read.
        const { connectChatgonow } = await loadCode(context.clock, [own], () => import('./chatgonow-connect.js'));
        return connectChatgonow(tools, () => loadHistory({ limit: 30 }, own), visitor, resume, own);
      }),
    async send(message, signal) {
      const { content, uploadId } = fromOutgoing(message);
      if (!content && uploadId) return uploads.acks.get(uploadId) ?? { id: uploadId };
      // The echo has the words alone and would take the picture from the visitor's message.
      if (uploadId) uploads.own.add(message.localId);
      const json = { client_id: message.localId, content };
      const { ack, conversationId } = await call('send', toSent, { method: 'POST', json, signal });
      const conversation = note(conversationId);
      return { ...ack, ...(conversation && { conversation }) };
    },
    async setTyping(on) {
      await call('typing', anything, { method: 'POST', capability: 'typing', json: { on } });
    },
    async markRead(upTo) {
      await call('read', anything, { method: 'POST', capability: 'receipts', json: { up_to: upTo } });
    },
  };
}

function createTools(context: TransportContext): ChatgonowTools {
  const { config, clock } = context;
  const session = createRestSession(config.endpoint);
  const mapping = (): Mapping => ({ base: session.base, now: clock.now() });
  const connection = createConnection(context, session);
  const rest = createRestCall(context, session, mapping, connection);
  return {
    context,
    session,
    connection,
    rest,
    call: createChatgonowCall(context, rest),
    uploads: { acks: new Map(), own: new Set(), doubtful: new Map() },
    streams: { openedAt: -Infinity, failures: 0 },
    mapping,
    note(conversationId) {
      const { id, state } = session.conversation;
      if (!conversationId || (id === conversationId && state !== 'ended')) return undefined;
      return (session.conversation = toConversation(conversationId));
    },
  };
}
