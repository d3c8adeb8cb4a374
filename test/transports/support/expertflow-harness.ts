import type {
  ContractBackend, ContractCall, ContractFailure, ContractFeature, ContractHarness,
} from '../../../src/testing/contract-backend.js';
import type { Clock } from '../../../src/core/clock.js';
import type { ChatConfig } from '../../../src/core/config.js';
import { createTransport } from '../../../src/transports/expertflow/expertflow.js';
import { createOperatorClient, type WireMessage } from '../../server/support/operator-client.js';
import { until } from '../../support/until.js';
import { countingFetch } from './counting-fetch.js';
import { countingSocket } from './counting-socket.js';
import { inAMinute, lacksHere, onReferenceServer, ownMessages, toFault } from './on-reference-server.js';
import type { ReferenceServer } from './reference-server.js';

/** What a server may add to its document; `eio` is the protocol that its Socket.IO speaks. */
export type ExpertflowManners = { echo: boolean; ack: boolean; eio: 3 | 4 };

/** The contract holds in all of them. Servers without ids have tests of their own: it knows messages by their ids. */
export const MANNERS: readonly ExpertflowManners[] = [
  { echo: true, ack: true, eio: 4 },
  { echo: false, ack: true, eio: 4 },
  { echo: true, ack: false, eio: 4 },
  { echo: false, ack: false, eio: 4 },
  { echo: true, ack: true, eio: 3 },
];

type Sockets = { WebSocket: typeof WebSocket | undefined; readonly open: number };

const PATHS: Partial<Record<ContractCall, { method: string; path: string }>> = {
  connect: { method: 'SOCKET', path: 'joinConversation' },
  send: { method: 'SOCKET', path: 'sendMessage' },
  register: { method: 'POST', path: '/api/customer/init' },
};

const noRefusal = 'without acknowledgements nothing can be refused';
const late = 'init alone says who the visitor is and what they want; afterwards nothing can be changed';
const LACKS: Partial<Record<ContractFeature, string>> = {
  replay: 'there is no cursor: every join brings the whole conversation',
  expiry: 'there is no cursor that could be too old',
  localId: 'the document promises no ids, so that nobody can rely on one being taken once',
  receipts: 'the protocol has no receipts',
  typingEnd: 'the protocol has no event for it; the dots go after 4 s',
  availability: 'nobody can be asked before a conversation begins; noAgentAvailable has tests of its own',
  offline: 'the protocol has no offline messages',
  rating: 'the protocol has no rating',
  transcript: 'it is a PDF, or a mail, and there is none before the end: tests of its own',
  identify: late,
  page: late,
  lateRegister: late,
  forget: 'the protocol cannot forget anybody',
  stream: 'messages come whole',
  fileRules: 'the protocol has no upload: the page says what it takes',
  httpAnswers: 'messages go by frames, which no proxy answers',
};

const status = (code: number, headers: Record<string, string> = {}) => ({ do: 'status', status: code, headers });

const refusals = (): Partial<Record<ContractFailure, object>> => ({
  'rate-limited': status(429, { 'retry-after': '7' }),
  'rate-limited-date': status(429, { 'retry-after': inAMinute() }),
  auth: status(401),
  forbidden: status(403),
  server: status(503),
});

/** The transport on the reference server, which behaves as told. */
export function expertflowHarness(server: ReferenceServer, manners: ExpertflowManners): ContractHarness {
  const { echo, ack, eio } = manners;
  // The page uploads, and tells how far it is.
  const { uploadProgress: _, ...here } = lacksHere(server);
  return {
    name: `expertflow (${echo ? 'with' : 'without'} echo, ${ack ? 'with' : 'without'} ack, Engine.IO ${eio})`,
    createTransport: (context) => createTransport({ ...context, clock: impatient(context.clock) }),
    secret: 'conversationId',
    lacks: {
      ...LACKS,
      ...here,
      ...(ack ? {} : { failures: noRefusal, longText: noRefusal }),
      ...(ack || echo ? {} : { hang: 'nothing is ever answered', lostAnswer: 'nothing is ever answered' }),
    },
    open: () => openBackend(server, manners),
  };
}

/** A server that never confirms anything is waited for once, for 5 s; every case would last that long. */
function impatient(clock: Clock): Clock {
  const setTimer: Clock['setTimer'] = (run, ms) => clock.setTimer(run, ms === 5000 ? 300 : ms);
  return { ...clock, setTimer };
}

/** Tells the reference server how to behave. */
export async function setManners({ url, key }: ReferenceServer, manners: object): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify(manners);
  const { ok, status: code } = await fetch(`${url}/faults/dialects/expertflow`, { method: 'PATCH', headers, body });
  if (!ok) throw new Error(`the dialect's options were refused with ${code}`);
}

async function socketsOf(eio: 3 | 4): Promise<Sockets> {
  // The old client takes no WebSocket of ours, and Node has none before version 22.
  if (eio === 3 && typeof WebSocket === 'undefined') return { WebSocket: undefined, open: 0 };
  return countingSocket(globalThis.WebSocket ?? (await import('ws')).WebSocket);
}

async function openBackend(server: ReferenceServer, manners: ExpertflowManners): Promise<ContractBackend> {
  const operator = createOperatorClient(server);
  await operator.clearFaults();
  await setManners(server, { ids: true, ...manners });
  await operator.setAvailability('online');
  const counting = countingFetch();
  const sockets = await socketsOf(manners.eio);

  /** Every conversation is another customer's to this server; the transport's own id holds them together. */
  const threads = async (visitorId: string) =>
    (await operator.conversations()).filter(({ visitor }) => visitor.externalId === visitorId);
  const newest = (visitorId: string) => until(async () => (await threads(visitorId))[0]);
  const thread = async (visitorId: string): Promise<string> => (await newest(visitorId)).id;
  const faulty = async (visitorId: string, fault: object): Promise<void> => {
    await operator.faults({ ...fault, visitorId: (await newest(visitorId)).visitor.id });
  };
  const toStored = ({ id, localId, text, attachments }: WireMessage) => ({
    // The server keeps the sender's id as its own on this wire.
    id: localId ?? id,
    text,
    files: attachments.length,
  });

  const config: ChatConfig = {
    transport: 'expertflow',
    endpoint: `${server.url}/expertflow`,
    site: '',
    locale: 'en',
    options: {},
  };
  return {
    ...onReferenceServer(server, operator, thread),
    config,
    fetch: counting.fetch,
    ...(sockets.WebSocket && { WebSocket: sockets.WebSocket }),
    countOpen: () => counting.open + sockets.open,
    stored: async (visitorId) => (await ownMessages(operator, await threads(visitorId))).map(toStored),
    say: async (visitorId, text) => (await operator.say(await thread(visitorId), text)).id,
    async fail(visitorId, call, failure) {
      if (call === 'upload') config.uploader = () => new Promise<never>(() => undefined);
      if (call === 'upload') return;
      const target = PATHS[call];
      if (!target) throw new Error(`${call} is no call of this protocol`);
      const fault = { ...target, ...toFault(failure, refusals()) };
      // Whose a join is the server knows afterwards.
      if (call === 'connect') await operator.faults(fault);
      else await faulty(visitorId, fault);
    },
    duplicateNext: (visitorId) => faulty(visitorId, { do: 'duplicate', count: 1 }),
    sendUnknown: (visitorId) => faulty(visitorId, { do: 'unknown' }),
    sendMalformed: (visitorId) => faulty(visitorId, { do: 'malformed', chunk: '42["messageArrived",[1,{"type":{}}]]' }),
    drop: (visitorId) => faulty(visitorId, { do: 'dropStreams' }),
  };
}
