import type {
  ContractBackend, ContractCall, ContractFailure, ContractHarness,
} from '../../../src/testing/contract-backend.js';
import { createTransport } from '../../../src/transports/rest/rest.js';
import { createOperatorClient } from '../../server/support/operator-client.js';
import { countingFetch } from './counting-fetch.js';
import { pngFile } from './png-file.js';
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

function toFault(failure: ContractFailure): object {
  switch (failure) {
    case 'rate-limited':
      return status(429, 'rate_limited', { 'retry-after': '7' });
    case 'rate-limited-date': {
      const date = new Date(Date.now() + 60_000).toUTCString();
      return status(429, 'rate_limited', { 'retry-after': date });
    }
    case 'auth':
      return status(401, 'invalid_token');
    case 'forbidden':
      return status(403, 'forbidden');
    case 'server':
      return status(503, 'unavailable');
    case 'html':
      return {
        do: 'status',
        status: 200,
        body: '<!doctype html><p>Sign in',
        headers: { 'content-type': 'text/html' },
      };
    case 'network':
      return { do: 'drop', times: 'always' };
    case 'hang':
      return { do: 'hang' };
    case 'lost-answer':
      return { do: 'dropAfter', times: 'always' };
  }
}

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
  const noRestart = 'the server runs in another process than this page';
  const noProgress = 'fetch tells no progress of a request body, and Node has no XMLHttpRequest';
  return {
    name: variant.name,
    createTransport: variant.createTransport,
    extras: ['foreignFrames', 'silence'],
    lacks: {
      ...(server.restart ? {} : { restart: noRestart }),
      ...(typeof XMLHttpRequest === 'function' ? {} : { uploadProgress: noProgress }),
    },
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
    config: {
      transport: variant.name,
      endpoint: server.url + variant.path,
      site: 'shop',
      locale: 'en',
      options: {},
    },
    fetch: counting.fetch,
    countOpen: () => counting.open,
    countVisitors: async () => (await operator.visitors()).length,
    async stored(visitorId) {
      const threads = await operator.conversations(visitorId);
      const pages = await Promise.all(threads.map(({ id }) => operator.messages(id)));
      return pages
        .flat()
        .filter(({ author }) => author.role === 'visitor')
        .sort((a, b) => a.createdAt.localeCompare(b.createdAt))
        .map(({ id, localId, text, attachments }) => ({
          id,
          ...(localId ? { localId } : {}),
          text,
          files: attachments.length,
        }));
    },
    say: async (visitorId, text) => (await operator.say(await thread(visitorId), text)).id,
    async stream(visitorId, pieces) {
      const [first = '', ...more] = pieces;
      const { id, append, end } = await operator.stream(await thread(visitorId), first);
      for (const piece of more) await append(piece);
      await end();
      return id;
    },
    typing: async (visitorId, on) => void (await operator.typing(await thread(visitorId), on)),
    read: async (visitorId) => void (await operator.read(await thread(visitorId))),
    setAvailability: async (state) => void (await operator.setAvailability(state)),
    end: async (visitorId) => void (await operator.close(await thread(visitorId))),
    async readTo(visitorId) {
      const { readTo } = await operator.conversation(await thread(visitorId));
      return readTo ?? undefined;
    },
    offlineMessages: async () => (await operator.offlineMessages()).length,
    rating: async (visitorId) =>
      (await operator.conversation(await thread(visitorId))).rating?.score,
    name: async (visitorId) => (await operator.conversation(await thread(visitorId))).visitor.name,
    page: async (visitorId) =>
      (await operator.conversation(await thread(visitorId))).visitor.page?.url,
    async fail(visitorId, call, failure) {
      const { method, path } = PATHS[call];
      await operator.faults({ method, path: variant.chat + path, ...toFault(failure), visitorId });
    },
    heal: async () => void (await operator.clearFaults()),
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
    expire: async () => void (await operator.faults({ do: 'expireCursors' })),
    restart: async () => server.restart?.(),
    file: pngFile,
    refusedFiles: () => ({
      large: pngFile(11 * 1024 * 1024),
      wrong: new File(['MZ'], 'setup.exe', { type: 'application/x-msdownload' }),
    }),
    refusedRegistration: () => ({ values: { email: 'not an address' }, field: 'email' }),
    close: async () => void (await operator.clearFaults()),
  };
}
