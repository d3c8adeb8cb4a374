import type {
  ContractBackend, ContractCall, ContractFailure, ContractFeature, ContractHarness, StoredMessage,
} from '../../../src/testing/contract-backend.js';
import { createTransport } from '../../../src/transports/pancake/pancake.js';
import { createOperatorClient, type OperatorClient } from '../../server/support/operator-client.js';
import { countingFetch } from './counting-fetch.js';
import { countingSocket } from './counting-socket.js';
import { inAMinute, lacksHere, onReferenceServer, toFault } from './on-reference-server.js';
import type { ReferenceServer } from './reference-server.js';

/** `push`: the socket works · `silent`: it takes the join and says nothing · `poll`: every handshake is refused. */
export type PancakeMode = 'push' | 'silent' | 'poll';

type Ids = { from_id: string; conversation_id: string };
type Row = { id: string; message: string; from: { id: string } };

const REST = '/api/v1/pke_chat_plugin/messages';
const CALLS: Partial<Record<ContractCall, { method: string; path: string }>> = {
  connect: { method: 'GET', path: REST },
  history: { method: 'GET', path: REST },
  send: { method: 'POST', path: REST },
  upload: { method: 'POST', path: '/upload' },
};

/** The refusals of this wire. Codes are the platform's. */
const refusal = (status: number, code: number, headers?: Record<string, string>): object => ({
  do: 'status', status, headers, body: { success: false, message: 'refused', error_code: code },
});
const refusals = (): Partial<Record<ContractFailure, object>> => ({
  'rate-limited': refusal(429, 429, { 'retry-after': '7' }),
  'rate-limited-date': refusal(429, 429, { 'retry-after': inAMinute() }),
  auth: refusal(404, 136),
  forbidden: refusal(403, 105),
  server: refusal(503, 503),
});

const LACKS: Partial<Record<ContractFeature, string>> = {
  prepare: 'the document has no call for a config',
  replay: 'there is no cursor: the list knows an offset only',
  expiry: 'there is no cursor that could expire',
  localId: 'the document knows no idempotence: after a lost answer the history decides',
  lostAnswer: 'the document knows no idempotence: after a lost answer the history decides',
  typing: 'nothing is known of typing for visitors',
  receipts: 'nothing is known of receipts for visitors',
  readOut: 'nothing is known of receipts for visitors',
  availability: 'nobody tells a visitor who is there',
  end: 'a conversation goes on for ever',
  lateRegister: 'what is known of a visitor travels with the next message',
  identify: 'what is known of a visitor travels with the next message',
  namedFields: 'a refusal names no field',
  offline: 'the document has no call for it',
  rating: 'the document has no call for it',
  transcript: 'the document has no call for it',
  page: 'the document has no call for it',
  forget: 'the document has no call for it',
  stream: 'a streamed answer comes as edits of one message, not in pieces',
};

const WITHOUT: Readonly<Record<PancakeMode, Partial<Record<ContractFeature, string>>>> = {
  push: {},
  silent: { rawFrames: 'nothing is pushed' },
  poll: {
    rawFrames: 'without a socket there are no frames',
    drop: 'without a socket there is no connection that could be cut',
    restart: 'without a socket nobody notices a restart',
  },
};

/** Pancake on the reference server, with or without its socket. */
export function pancakeHarness(server: ReferenceServer, mode: PancakeMode): ContractHarness {
  let cases = 0;
  return {
    name: `pancake ${mode}`,
    createTransport,
    extras: mode === 'push' ? ['foreignFrames', 'silence'] : [],
    lacks: {
      ...LACKS,
      ...WITHOUT[mode],
      ...lacksHere(server),
    },
    // A page of its own for each case: the visitors of a page are found by it.
    open: () => openBackend(server, mode, `web_${mode}_${Date.now().toString(36)}_${(cases += 1)}`),
  };
}

async function openBackend(server: ReferenceServer, mode: PancakeMode, page: string): Promise<ContractBackend> {
  const operator = createOperatorClient(server);
  await operator.clearFaults();
  await setOptions(server, { pages: [page], push: mode === 'silent' ? 'silent' : mode === 'push' });
  const counting = countingFetch();
  const sockets = countingSocket(server.WebSocket ?? globalThis.WebSocket);
  const seen: Ids[] = [];
  const uploadUrl = `${server.url}/pancake/upload`;
  return {
    config: {
      transport: 'pancake',
      endpoint: `${server.url}/pancake`,
      site: '',
      locale: 'en',
      options: { 'page-id': page, 'upload-url': uploadUrl },
    },
    fetch: noting(counting.fetch, seen),
    WebSocket: sockets.WebSocket,
    countOpen: () => counting.open + sockets.open,
    newestVisitor: async () => seen.at(-1)?.from_id ?? '',
    ...createDesk(server, operator, page, seen),
    async fail(_visitorId, call, failure) {
      await operator.faults({ ...CALLS[call], ...toFault(failure, refusals()) });
    },
    ...createLineFaults(operator, page, seen),
  };
}

export async function setOptions({ url }: { url: string }, options: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/faults/dialects/pancake`, { method: 'PATCH', headers, body: JSON.stringify(options) });
}

/** Notes the ids that the backend gives to a visitor. */
function noting(fetch: typeof globalThis.fetch, seen: Ids[]): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (init?.method !== 'POST' || !String(input).includes(REST) || !response.ok) return response;
    const text = await response.text();
    const ids = text.startsWith('{') ? (JSON.parse(text) as Partial<Ids>) : {};
    if (ids.from_id && ids.conversation_id) seen.push(ids as Ids);
    return new Response(text, { status: response.status, headers: response.headers });
  };
}

/** What an operator does and sees. Ids of messages are those of the wire. */
function createDesk(server: ReferenceServer, operator: OperatorClient, page: string, seen: Ids[]) {
  const ours = async () => (await operator.conversations()).filter(({ visitor }) => siteOf(visitor) === `pancake:${page}`);
  const thread = async () => {
    const [found] = await ours();
    if (!found) throw new Error(`page ${page} has no conversation`);
    return found;
  };
  const rows = async (visitorId: string): Promise<Row[]> => {
    const { conversation_id } = seen.find(({ from_id }) => from_id === visitorId) ?? seen.at(-1) ?? { conversation_id: '' };
    const query = new URLSearchParams({ page_id: page, conversation_id, offset: '0' });
    return (await (await fetch(`${server.url}/pancake${REST}?${query}`)).json()) as Row[];
  };
  return {
    ...onReferenceServer(server, operator, async () => (await thread()).id),
    async stored(visitorId: string): Promise<StoredMessage[]> {
      const messages = await operator.messages((await thread()).id);
      const own = messages.filter(({ author }) => author.role === 'visitor');
      const { from_id } = seen.find((each) => each.from_id === visitorId) ?? seen.at(-1) ?? { from_id: '' };
      const ids = (await rows(visitorId)).filter(({ from }) => from.id === from_id).reverse().map(({ id }) => id);
      return own.map(({ text, attachments }, index) => ({ ...(ids[index] && { id: ids[index] }), text, files: attachments.length }));
    },
    async say(visitorId: string, text: string): Promise<string> {
      await operator.say((await thread()).id, text);
      return (await rows(visitorId)).find(({ from, message }) => from.id === page && message === text)?.id ?? '';
    },
  };
}

const siteOf = (visitor: object): unknown => (visitor as { site?: string }).site;

/** What happens to the socket: whole frames put on it. */
function createLineFaults(operator: OperatorClient, page: string, seen: Ids[]) {
  const write = async (chunk: string): Promise<void> => void (await operator.faults({ do: 'malformed', chunk }));
  const topic = () => `conversation:${seen.at(-1)?.conversation_id}`;
  return {
    duplicateNext: async () => void (await operator.faults({ do: 'duplicate', count: 1 })),
    async sendUnknown() {
      await write(JSON.stringify([null, null, topic(), 'unheard-of', { id: 'x' }]));
    },
    async sendMalformed() {
      const frames = [
        '{"broken', '[]', 'null', '[1,2,3]', '{"topic":"x"}', '["1",null,5,"x",{}]', `[null,null,"${topic()}","new_message",null]`,
        `[null,"1","${topic()}","phx_reply",null]`, '[null,"7","phoenix","phx_reply",[]]',
        `[null,null,"${topic()}","new_message",{"message":{"id":{},"from":7,"attachments":"x"}}]`,
      ];
      for (const frame of frames) await write(frame);
      await write(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    },
    async sendForeign(_visitorId: string, text: string) {
      const row = { id: 'web_x_1', message: text, from: { id: page }, inserted_at: '2026-01-01T00:00:00.000000' };
      const conversation = `${page}_web_somebody`;
      await write(JSON.stringify([null, null, `conversation:${conversation}`, 'new_message', { message: { ...row, conversation_id: conversation } }]));
      await write(JSON.stringify([null, null, topic(), 'new_message', { conversation_id: conversation, message: row }]));
      await write(JSON.stringify([null, null, `page:${page}`, 'new_message', { message: row }]));
    },
    silence: async () => void (await operator.faults({ do: 'silence', ms: 20_000 })),
    drop: async () => void (await operator.faults({ do: 'dropStreams' })),
  };
}
