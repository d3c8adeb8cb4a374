import type {
  ContractBackend, ContractCall, ContractFailure, ContractFeature, ContractHarness,
} from '../../../src/testing/contract-backend.js';
import { createTransport } from '../../../src/transports/rocketchat/rocketchat.js';
import { createOperatorClient, type OperatorClient } from '../../server/support/operator-client.js';
import { countingFetch } from './counting-fetch.js';
import { countingSocket } from './counting-socket.js';
import { lacksHere, onReferenceServer, ownMessages, toFault } from './on-reference-server.js';
import type { ReferenceServer } from './reference-server.js';

/** `rest`: a server from 5.0 on · `ddp`: one before. */
export type RocketchatProfile = 'rest' | 'ddp';

type Target = { method: string; path: string };
const API = '/api/v1/livechat';
const CALLS: Record<RocketchatProfile, Record<ContractCall, Target>> = {
  rest: {
    connect: { method: 'GET', path: `${API}/config` },
    send: { method: 'POST', path: `${API}/message` },
    history: { method: 'GET', path: `${API}/messages.history` },
    upload: { method: 'POST', path: `${API}/upload` },
    register: { method: 'POST', path: `${API}/visitor` },
    offline: { method: 'POST', path: `${API}/offline.message` },
  },
  ddp: {
    connect: { method: 'SOCKET', path: 'livechat:getInitialData' },
    send: { method: 'SOCKET', path: 'sendMessageLivechat' },
    history: { method: 'SOCKET', path: 'livechat:loadHistory' },
    upload: { method: 'POST', path: `${API}/upload` },
    register: { method: 'SOCKET', path: 'livechat:registerGuest' },
    offline: { method: 'SOCKET', path: 'livechat:sendOfflineMessage' },
  },
};

const SLOW_DOWN = 'Error, too many requests. Please slow down. You must wait';
const waitText = (seconds: number): string =>
  `${SLOW_DOWN} ${seconds} seconds before trying this endpoint again. [error-too-many-requests]`;

/** The refusals of this wire, as REST or DDP says them. */
function refusals(isSocket: boolean): Partial<Record<ContractFailure, object>> {
  const refusal = (status: number, name: string | number, text: string): object => {
    const error = { isClientSafe: true, error: name, reason: text, errorType: 'Meteor.Error' };
    return { do: 'status', status, body: isSocket ? { error } : { success: false, error: text } };
  };
  return {
    'rate-limited': refusal(429, 'too-many-requests', waitText(7)),
    'rate-limited-date': refusal(429, 'too-many-requests', waitText(60)),
    auth: refusal(400, 'invalid-token', 'invalid-token'),
    forbidden: refusal(403, 403, 'not yours [not-allowed]'),
    server: refusal(503, 503, 'Internal server error'),
  };
}

const LACKS: Partial<Record<ContractFeature, string>> = {
  replay: 'nothing is replayed after a reconnect: the history is read again',
  expiry: 'there are no cursors',
  stream: 'a streamed answer comes as edits of one message, not in pieces',
  transcript: 'transcripts go by e-mail only',
  readOut: 'a visitor has no call that says what was read',
  namedFields: 'a refusal names no field',
};

/** Rocket.Chat on the reference server, as one of its two kinds of servers. */
export function rocketchatHarness(server: ReferenceServer, profile: RocketchatProfile): ContractHarness {
  return {
    name: `rocketchat ${profile}`,
    createTransport,
    silenceMs: 60_000,
    extras: ['foreignFrames', 'silence'],
    lacks: {
      ...LACKS,
      ...(profile === 'ddp' && {
        forget: 'servers before 5.0 have no call for it',
        upload: 'servers before 5.0 take files by another protocol, over which nothing is known',
      }),
      ...lacksHere(server),
    },
    open: () => openBackend(server, profile),
  };
}

async function setOptions({ url }: ReferenceServer, options: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/faults/dialects/rocketchat`, { method: 'PATCH', headers, body: JSON.stringify(options) });
}

async function openBackend(server: ReferenceServer, profile: RocketchatProfile): Promise<ContractBackend> {
  const operator = createOperatorClient(server);
  await operator.clearFaults();
  await operator.setAvailability('online');
  await setOptions(server, { profile, systemMessages: false });
  const counting = countingFetch();
  const sockets = countingSocket(server.WebSocket ?? globalThis.WebSocket);
  const thread = async (visitorId: string): Promise<string> => (await operator.waitForConversation(visitorId)).id;

  return {
    config: { transport: 'rocketchat', endpoint: `${server.url}/rocketchat`, site: 'shop', locale: 'en', options: {} },
    fetch: counting.fetch,
    WebSocket: sockets.WebSocket,
    countOpen: () => counting.open + sockets.open,
    ...onReferenceServer(server, operator, thread),
    // The id of an own message is the one that the visitor chose.
    async stored(visitorId) {
      const own = await ownMessages(operator, await operator.conversations(visitorId));
      return own.map(({ id, localId, text, attachments }) => ({ id: localId ?? id, ...(localId && { localId }), text, files: attachments.length }));
    },
    say: async (visitorId, text) => (await operator.say(await thread(visitorId), text)).id,
    async setAvailability(state) {
      // Only the status of an agent who serves the room is told.
      for (const { id, state: now } of await operator.conversations()) if (now !== 'ended') await operator.join(id);
      await operator.setAvailability(state);
    },
    async fail(_visitorId, call, failure) {
      const target = CALLS[profile][call];
      await operator.faults({ ...target, ...toFault(failure, refusals(target.method === 'SOCKET')) });
    },
    ...createLineFaults(operator),
  };
}

/** What happens to the socket. */
function createLineFaults(operator: OperatorClient) {
  const write = async (visitorId: string, chunk: string): Promise<void> =>
    void (await operator.faults({ do: 'malformed', chunk, visitorId }));
  return {
    duplicateNext: async (visitorId: string) => void (await operator.faults({ do: 'duplicate', count: 1, visitorId })),
    async sendUnknown(visitorId: string) {
      await write(visitorId, '{"msg":"unheard-of"}');
      await write(visitorId, '{"msg":"changed","collection":"stream-new","id":"id","fields":{"eventName":"x","args":[1]}}');
    },
    async sendMalformed(visitorId: string) {
      const frames = ['{"msg":', '[]', '"text"', '{"msg":"changed"}', '{"msg":"result","id":{}}', '{"msg":"ready","subs":7}'];
      for (const frame of frames) await write(visitorId, frame);
      await write(visitorId, `${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    },
    async sendForeign(visitorId: string, text: string) {
      const message = { _id: 'foreign', rid: 'another', msg: text, ts: { $date: Date.now() }, u: { _id: 'x', username: 'x' } };
      const collection = 'stream-room-messages';
      const fields = { eventName: 'another', args: [message] };
      await write(visitorId, JSON.stringify({ msg: 'changed', collection, id: 'id', fields }));
    },
    silence: async (visitorId: string) => void (await operator.faults({ do: 'silence', ms: 20_000, visitorId })),
    drop: async (visitorId: string) => void (await operator.faults({ do: 'dropStreams', visitorId })),
  };
}
