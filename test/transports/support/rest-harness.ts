import type {
  ContractBackend, ContractCall, ContractFailure, ContractHarness,
} from '../../../src/testing/contract-backend.js';
import { createTransport } from '../../../src/transports/rest/rest.js';
import { createOperatorClient } from '../../server/support/operator-client.js';
import { countingFetch } from './counting-fetch.js';
import { inAMinute, lacksHere, onReferenceServer, ownMessages, toFault } from './on-reference-server.js';
import type { ReferenceServer } from './reference-server.js';

const PATHS: Record<ContractCall, { method: string; path: string }> = {
  connect: { method: 'POST', path: '/session' },
  send: { method: 'POST', path: '/messages' },
  history: { method: 'GET', path: '/messages' },
  upload: { method: 'POST', path: '/uploads' },
  register: { method: 'POST', path: '/register' },
  offline: { method: 'POST', path: '/offline' },
};

const status = (code: number, name: string, headers: Record<string, string> = {}) => ({
  do: 'status',
  status: code,
  headers: { 'access-control-expose-headers': 'retry-after', ...headers },
  body: { error: { code: name, message: name } },
});

const refusals = (): Partial<Record<ContractFailure, object>> => ({
  'rate-limited': status(429, 'rate_limited', { 'retry-after': '7' }),
  'rate-limited-date': status(429, 'rate_limited', { 'retry-after': inAMinute() }),
  auth: status(401, 'invalid_token'),
  forbidden: status(403, 'forbidden'),
  server: status(503, 'unavailable'),
});

/** What differs between the transports of the REST family. */
export type RestVariant = Pick<ContractHarness, 'name' | 'createTransport'> & {
  /** Where the dialect hangs; the transport's endpoint. */
  path: string;
  /** Where the chat wire lies below it. */
  chat: string;
};

const REST: RestVariant = { name: 'rest', createTransport, path: '/rest', chat: '' };

/** A transport of the REST family on the reference server. */
export function restHarness(server: ReferenceServer, variant: RestVariant = REST): ContractHarness {
  return {
    name: variant.name,
    createTransport: variant.createTransport,
    extras: ['foreignFrames', 'silence'],
    lacks: lacksHere(server),
    open: () => openBackend(server, variant),
  };
}

async function openBackend(server: ReferenceServer, variant: RestVariant): Promise<ContractBackend> {
  const operator = createOperatorClient(server);
  await operator.clearFaults();
  await operator.setAvailability('online');
  const counting = countingFetch();
  const thread = async (visitorId: string): Promise<string> =>
    (await operator.waitForConversation(visitorId)).id;

  return {
    ...onReferenceServer(server, operator, thread),
    config: {
      transport: variant.name,
      endpoint: server.url + variant.path,
      site: 'shop',
      locale: 'en',
      options: {},
    },
    fetch: counting.fetch,
    countOpen: () => counting.open,
    async stored(visitorId) {
      const own = await ownMessages(operator, await operator.conversations(visitorId));
      return own.map(({ id, localId, text, attachments }) => ({ id, ...(localId && { localId }), text, files: attachments.length }));
    },
    say: async (visitorId, text) => (await operator.say(await thread(visitorId), text)).id,
    async stream(visitorId, pieces) {
      const [first = '', ...more] = pieces;
      const { id, append, end } = await operator.stream(await thread(visitorId), first);
      for (const piece of more) await append(piece);
      await end();
      return id;
    },
    async fail(visitorId, call, failure) {
      const { method, path } = PATHS[call];
      await operator.faults({ method, path: variant.chat + path, ...toFault(failure, refusals()), visitorId });
    },
    duplicateNext: async (visitorId) =>
      void (await operator.faults({ do: 'duplicate', count: 1, visitorId })),
    sendUnknown: async (visitorId) => void (await operator.faults({ do: 'unknown', visitorId })),
    async sendMalformed(visitorId) {
      const chunk = ': odd\nid\ndata: {"broken\nevent: message\n\nevent: typing\ndata: [1]\n\n\u0000\n\n';
      await operator.faults({ do: 'malformed', chunk, visitorId });
    },
    async sendForeign(visitorId, text) {
      const message = { id: 'foreign', conversationId: 'another', author: { role: 'agent' }, text };
      await operator.faults({ do: 'malformed', chunk: `event: message\ndata: ${JSON.stringify(message)}\n\n`, visitorId });
    },
    silence: async (visitorId) => void (await operator.faults({ do: 'silence', ms: 20_000, visitorId })),
    drop: async (visitorId) => void (await operator.faults({ do: 'dropStreams', visitorId })),
  };
}
