import { exchange, toProtocolError, type HttpEdges, type HttpRequest } from '../../http.js';
import type { Conversation } from '../../../core/model.js';
import type { Capability, FormValues, Transport } from '../../../core/transport.js';
import type { RestCall } from './rest-caller.js';
import { toConversation } from './rest-config-mapper.js';
import type { Feed } from './rest-feed.js';
import { shape, type Reader } from './rest-wire.js';

const changed = shape({ conversation: toConversation });
/** Most answers are empty. */
const toChanged: Reader<{ conversation?: Conversation }> = (value, mapping) =>
  changed(value, mapping) ?? {};

type Value<M extends keyof Transport> = Parameters<Extract<Transport[M], (value: never) => unknown>>[0];

/** The optional endpoints that are one request each. Every method rejects with a ChatError. */
export function createRestRequests(call: RestCall, feed: Feed, now: () => number) {
  /** A method that posts `body(value)`; answers the conversation where the backend tells it. */
  const post =
    <V, R = void>(
      capability: Capability,
      body: (value: V) => unknown = (value) => value,
      path: string = capability,
    ) =>
    async (value: V): Promise<R> => {
      const options = { method: 'POST', capability, json: body(value) };
      return feed.note((await call(path, toChanged, options)).conversation) as R;
    };

  return {
    setTyping: post('typing', (on: boolean) => ({ on })),
    markRead: post('receipts', (upTo: string) => ({ upTo }), 'read'),
    register: post<FormValues, Conversation>('register', ({ consent, ...values }) => ({
      values,
      // The value `consent` is the text agreed to; it travels apart, with its time.
      consent: consent && { text: consent, at: new Date(now()).toISOString() },
    })),
    sendOfflineMessage: post('offline', (values: FormValues) => ({ values })),
    selectDepartment: post<string, Conversation>('departments', (id) => ({ id }), 'department'),
    endConversation: () => post<object, Conversation>('end')({}),
    rate: post<Value<'rate'>>('rating'),
    setPage: post<Value<'setPage'>>('page'),
    stop: (id: string) => post('stop', undefined, `messages/${encodeURIComponent(id)}/stop`)({}),
    async requestTranscript(kind, { email }) {
      const options = { method: 'POST', json: { kind, email }, via: fetchFile };
      // A backend without PDF may still have the other kinds.
      const capability = kind === 'pdf' ? {} : ({ capability: 'transcript' } as const);
      return (await call('transcript', toFile, { ...options, ...capability })) ?? undefined;
    },
  } satisfies Partial<Transport>;
}

const toFile: Reader<Blob | null> = (value) => (value instanceof Blob ? value : null);

/** 200 carries the file, 202 says that it goes by e-mail. */
function fetchFile(edges: HttpEdges, request: HttpRequest): Promise<Blob | undefined> {
  return exchange(edges, request, async (response) => {
    const page = response.headers.get('content-type')?.startsWith('text/html');
    if (page) throw toProtocolError('a page instead of a file');
    return response.status === 200 ? response.blob() : undefined;
  });
}
