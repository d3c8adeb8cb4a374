import type {
  ContractBackend, ContractCall, ContractFailure, ContractHarness,
} from '../../../src/testing/contract-backend.js';
import { createTransport } from '../../../src/transports/chatgonow/chatgonow.js';
import { createOperatorClient } from '../../server/support/operator-client.js';
import { until } from '../../support/until.js';
import { countingFetch } from './counting-fetch.js';
import { inAMinute, lacksHere, onReferenceServer, ownMessages, toFault } from './on-reference-server.js';
import type { ReferenceServer } from './reference-server.js';

const ACTIONS: Record<ContractCall, string> = {
  connect: 'init',
  send: 'send',
  history: 'history',
  upload: 'upload',
  register: 'init',
  offline: 'offline',
};

const refused = (status: number, message: string, more: object = {}, headers: Record<string, string> = {}) => ({
  do: 'status',
  status,
  headers: { 'access-control-expose-headers': 'retry-after', ...headers },
  body: { success: false, message, ...more },
});

const refusals = (): Partial<Record<ContractFailure, object>> => ({
  'rate-limited': refused(429, 'sending too frequently', { retry_after: 7 }),
  'rate-limited-date': refused(429, 'sending too frequently', {}, { 'retry-after': inAMinute() }),
  auth: refused(401, 'invalid token'),
  forbidden: refused(403, 'domain not allowed'),
  server: refused(503, 'internal error'),
});

type Row = { id: string; client_id: string | null; content: string };
type OpenedVisitor = { visitor_token: string; external_id: string };

/** Makes this browser a device that has never been here. */
export function forgetDevice(): void {
  globalThis.localStorage?.removeItem('ocs_external_id');
  if (globalThis.document) document.cookie = 'ocs_external_id=; Path=/; Max-Age=0';
}

/** The ChatGoNow transport on the reference server; every visit is a device of its own. */
export function chatgonowHarness(server: ReferenceServer): ContractHarness {
  const words = 'the visitor API has no call for it';
  return {
    name: 'chatgonow',
    createTransport(context) {
      forgetDevice();
      return createTransport(context);
    },
    lacks: {
      prepare: 'the visitor API has no anonymous call: init makes a visitor',
      register: 'init takes the values as they are: no refusal names a field',
      transcript: words,
      page: `${words}: the page is told with init only`,
      forget: words,
      stream: 'the visitor API tells whole messages only',
      ...lacksHere(server),
    },
    open: () => openBackend(server),
  };
}

async function openBackend(server: ReferenceServer): Promise<ContractBackend> {
  const operator = createOperatorClient(server);
  await operator.clearFaults();
  await operator.setAvailability('online');
  const endpoint = `${server.url}/chatgonow`;
  const counting = countingFetch();
  const tokens = new Map<string, string>();

  /** What `init` answers is kept: the wire's own ids can only be asked for with the visitor's token. */
  const watched: typeof fetch = async (input, init) => {
    const response = await counting.fetch(input, init);
    if (!String(input).includes('action=init') || !response.ok) return response;
    const text = await response.text();
    const { status, headers } = response;
    const { data } = (text.startsWith('{') ? JSON.parse(text) : {}) as { data?: OpenedVisitor };
    if (data) tokens.set(data.external_id, data.visitor_token);
    return new Response(text, { status, headers });
  };
  const rows = async (visitorId: string): Promise<Row[]> => {
    const headers = { Authorization: `Bearer ${tokens.get(visitorId)}` };
    const answer = await fetch(`${endpoint}/api/visitor_api.php?action=history&limit=100&key=demo-key`, { headers });
    return ((await answer.json()) as { data: { messages: Row[] } }).data.messages;
  };
  const rowId = async (visitorId: string, fits: (row: Row) => boolean): Promise<string> =>
    until(async () => (await rows(visitorId)).findLast(fits)?.id);
  /** The id by which the operator knows the visitor: the wire knows the external one only. */
  const known = (visitorId: string): Promise<string> =>
    until(async () => (await operator.visitors()).find(({ externalId }) => externalId === visitorId)?.id);
  const thread = async (visitorId: string): Promise<string> =>
    (await operator.waitForConversation(await known(visitorId))).id;
  const fault = async (visitorId: string, instruction: object): Promise<void> =>
    void (await operator.faults({ ...instruction, visitorId: await known(visitorId) }));

  return {
    ...onReferenceServer(server, operator, thread),
    config: { transport: 'chatgonow', endpoint, site: '', locale: 'en', options: { key: 'demo-key' } },
    fetch: watched,
    countOpen: () => counting.open,
    async stored(visitorId) {
      const own = await ownMessages(operator, await operator.conversations(await known(visitorId)));
      const listed = await rows(visitorId);
      return own.map(({ localId, text, attachments }) => {
        const id = listed.find(({ client_id }) => client_id === localId)?.id;
        return { ...(id && { id }), ...(localId && { localId }), text, files: attachments.length };
      });
    },
    async say(visitorId, text) {
      await operator.say(await thread(visitorId), text);
      return rowId(visitorId, ({ content }) => content === text);
    },
    async readTo(visitorId) {
      const { id, readTo } = await operator.conversation(await thread(visitorId));
      const text = (await operator.messages(id)).find((message) => message.id === readTo)?.text;
      return text === undefined ? undefined : rowId(visitorId, ({ content }) => content === text);
    },
    fail: (visitorId, call, failure) =>
      fault(visitorId, { path: `/api/visitor_api.php?action=${ACTIONS[call]}`, ...toFault(failure, refusals()) }),
    duplicateNext: (visitorId) => fault(visitorId, { do: 'duplicate', count: 1 }),
    sendUnknown: (visitorId) =>
      fault(visitorId, { do: 'malformed', chunk: 'event: unheard-of\ndata: {"type":"unheard-of"}\n\n' }),
    async sendMalformed(visitorId) {
      const chunk = ': odd\nid\ndata: {"broken\nevent: message\n\nevent: typing\ndata: [1]\n\n\u0000\n\n';
      await fault(visitorId, { do: 'malformed', chunk });
    },
    drop: (visitorId) => fault(visitorId, { do: 'dropStreams' }),
  };
}
