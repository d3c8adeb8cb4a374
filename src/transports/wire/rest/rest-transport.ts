import type { MediaPart } from '../../../core/model.js';
import type { HistoryPage, HistoryQuery, Transport, TransportContext } from '../../../core/transport.js';
import { toNetworkError } from '../../http.js';
import { createRestCall, createRestSession, type RestCall } from './rest-caller.js';
import { toConversation } from './rest-config-mapper.js';
import { connectRest } from './rest-connect.js';
import { createConnection } from './rest-connection.js';
import { createFeed } from './rest-feed.js';
import { createLive } from './rest-live.js';
import { fromOutgoing, toHistory } from './rest-message-mapper.js';
import { toMedia } from './rest-parts-mapper.js';
import { createRestRequests } from './rest-requests.js';
import { createVisitorRequests } from './rest-visitor.js';
import { id, shape, time, type Mapping, type Reader } from './rest-wire.js';

const toSent = shape({}, { message: shape({}, { id, createdAt: time }), conversation: toConversation });
const toUploaded: Reader<MediaPart> = (value, mapping) => {
  const media = toMedia(value, mapping);
  return media?.uploadId ? media : undefined;
};

/** The transport, and the authorised call beneath it for a backend that has more to say. */
export type RestProtocol = { transport: Transport; call: RestCall };

/** Everything that the open REST contract offers, over the injected edges. */
export function createRestProtocol(context: TransportContext): RestProtocol {
  const { config, clock } = context;
  const session = createRestSession(config.endpoint);
  const mapping = (): Mapping => ({ base: session.base, now: clock.now() });
  const connection = createConnection(context, session);
  const { emit, lose, disconnect } = connection;
  const call = createRestCall(context, session, mapping, emit, lose);
  const feed = createFeed(session, emit, mapping);
  const open = createLive(context, call, feed.accept, lose);
  const parts = { context, session, call, feed, open };

  const loadHistory = async (
    { before, after, limit }: HistoryQuery,
    signal: AbortSignal,
  ): Promise<HistoryPage> => {
    const query = { ...(before && { before }), ...(after && { after }), limit: `${limit}` };
    const page = await call(`messages?${new URLSearchParams(query)}`, toHistory, { signal });
    feed.own(page.messages);
    return page;
  };

  const transport: Transport = {
    echo: 'local-id',
    idempotentSend: true,
    disconnect,
    loadHistory,
    ...createRestRequests(call, feed, clock.now),
    ...createVisitorRequests(context, session, call, feed, connection),
    connect: (visitor, resume, signal) =>
      connection.open(signal, (own) =>
        connectRest(parts, () => loadHistory({ limit: 30 }, own), visitor, resume, own),
      ),
    async send(message, signal) {
      const options = { method: 'POST', json: fromOutgoing(message), signal };
      const { message: stored, conversation } = await call('messages', toSent, options);
      feed.note(conversation);
      return { ...stored, ...(conversation && { conversation }) };
    },
    upload: (file, onProgress, signal) =>
      call('uploads', toUploaded, {
        method: 'POST',
        capability: 'upload',
        signal,
        via: async (edges, request) => {
          const { uploadFile } = await import('../../upload.js').catch((cause: unknown) => {
            throw toNetworkError(false, cause);
          });
          return uploadFile(edges, request, file, onProgress);
        },
      }),
  };
  return { transport, call };
}
