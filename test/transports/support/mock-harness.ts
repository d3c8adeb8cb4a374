import type { ChatErrorCode } from '../../../src/core/errors.js';
import type { CreateTransport } from '../../../src/core/transport.js';
import type {
  ContractBackend, ContractCall, ContractFailure, ContractFeature, ContractHarness,
} from '../../../src/testing/contract-backend.js';
import { toText } from '../../../src/testing/contract-visit.js';
import { createMock, type Mock, type MockStep } from '../../../src/transports/mock/mock.js';
import type { MockCall } from '../../../src/transports/mock/mock-script.js';

const CALLS: Record<ContractCall, MockCall> = {
  connect: 'connect',
  send: 'send',
  history: 'loadHistory',
  upload: 'upload',
  register: 'register',
  offline: 'sendOfflineMessage',
};
const CODES: Partial<Record<ContractFailure, ChatErrorCode>> = {
  'rate-limited': 'rate-limited',
  forbidden: 'forbidden',
  server: 'server',
  network: 'network',
};

const memory = 'each mock transport is a backend of its own and forgets with it';
const wire = 'there is no wire';
const LACKS: Partial<Record<ContractFeature, string>> = {
  resume: memory,
  replay: memory,
  register: 'whatever is registered is taken',
  receipts: 'nobody keeps what the visitor has read',
  offline: 'nobody keeps offline messages',
  rating: 'nobody keeps ratings',
  identify: 'nobody keeps names',
  page: 'nobody keeps pages',
  forget: memory,
  failures: 'failures come from the script; HTTP forms do not exist',
  hang: wire,
  lostAnswer: wire,
  drop: wire,
  restart: wire,
  expiry: memory,
  rawFrames: wire,
  availability: memory,
  upload: 'every file is taken and none has an address',
};

/** The mock against the part of the contract that makes sense in memory. */
export function mockHarness(): ContractHarness {
  let mock: Mock | undefined;
  const createTransport: CreateTransport = (context) => {
    mock = createMock(context, { steps: [], replies: { '*': [] } });
    return mock.transport;
  };
  return {
    name: 'mock',
    createTransport,
    lacks: LACKS,
    open: () => Promise.resolve(openBackend(() => mock)),
  };
}

function openBackend(mock: () => Mock | undefined): ContractBackend {
  const play = async (...steps: MockStep[]): Promise<void> => mock()?.play(steps);
  const refuse = (): Promise<never> => Promise.reject(new Error('not offered by the mock'));
  let ids = 0;
  const page = () => mock()?.transport.loadHistory?.({ limit: 99 }, new AbortController().signal);
  return {
    config: { transport: 'mock', endpoint: '', site: '', locale: 'en', options: {} },
    fetch: () => refuse(),
    countVisitors: () => Promise.resolve(0),
    countOpen: () => 0,
    async stored() {
      const messages = (await page())?.messages ?? [];
      return messages
        .filter(({ author }) => author.role === 'visitor')
        .map(({ id, localId, parts }) => ({
          ...(id ? { id } : {}),
          ...(localId ? { localId } : {}),
          text: toText(parts),
          files: parts.filter((part) => 'mime' in part).length,
        }));
    },
    async say(_, text) {
      const id = `said-${(ids += 1)}`;
      await play({ do: 'say', text, id });
      return id;
    },
    async stream(_, pieces) {
      await play({ do: 'part', text: pieces.join(''), ms: 1, id: 'streamed' });
      return 'streamed';
    },
    typing: (_, on) => play({ do: 'typing', on }),
    read: () => play({ do: 'read' }),
    setAvailability: (state) => play({ do: 'availability', state }),
    end: () => play({ do: 'end' }),
    async fail(_, call, failure) {
      await play({ do: 'fail', call: CALLS[call], code: CODES[failure] ?? 'server' });
    },
    heal: () => Promise.resolve(),
    drop: () => play({ do: 'drop' }),
    file: (bytes) => new File([new Uint8Array(bytes)], 'a.bin'),
    readTo: refuse,
    offlineMessages: refuse,
    rating: refuse,
    name: refuse,
    page: refuse,
    duplicateNext: refuse,
    sendUnknown: refuse,
    sendMalformed: refuse,
    expire: refuse,
    restart: refuse,
    refusedFiles: () => ({ large: new File([], 'a'), wrong: new File([], 'b') }),
    refusedRegistration: () => ({ values: {}, field: '' }),
    close: () => Promise.resolve(),
  };
}
