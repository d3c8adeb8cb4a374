import type { Conversation, Visitor } from '../../../core/model.js';
import type { Capability, FormValues, Resume, Transport } from '../../../core/transport.js';
import { exchange, toProtocolError, type HttpEdges, type HttpRequest } from '../../http.js';
import { toResume } from './rest-caller.js';
import { toConversation } from './rest-config-mapper.js';
import type { RestTools } from './rest-tools.js';
import { createRestUpload } from './rest-upload.js';
import { anything, id, shape, type Reader } from '../readers.js';

const changed = shape({ conversation: toConversation });
/** Most answers are empty. */
const toChanged: Reader<{ conversation?: Conversation }> = (value, mapping) =>
  changed(value, mapping) ?? {};
const toMerged = shape({}, { token: id, visitor: shape({ id }) });
const toFile: Reader<Blob | null> = (value) => (value instanceof Blob ? value : null);

type Value<M extends keyof Transport> = Parameters<Extract<Transport[M], (value: never) => unknown>>[0];

/**
 * Forms and housekeeping of the open REST contract: optional endpoints that are one request each.
 * The backend's conversation is noted wherever an answer tells it.
 * @throws ChatError, from every method: that of the request; `unsupported` where it is not offered
 */
export function createRestRequests({ context, session, connection, call, feed }: RestTools) {
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
    register: post<FormValues, Conversation>('register', ({ consent, ...values }) => ({
      values,
      // The value `consent` is the text agreed to; it travels apart, with its time.
      consent: consent && { text: consent, at: new Date(context.clock.now()).toISOString() },
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
    async identify(visitor: Visitor): Promise<Resume | undefined> {
      const options = { method: 'PATCH', capability: 'identify', json: visitor } as const;
      const { token, visitor: survivor } = await call('visitor', toMerged, options);
      if (!token || token === session.token) return undefined;
      // Another visitor's log has other cursors: the core connects anew.
      Object.assign(session, { token, visitorId: survivor?.id, cursor: undefined });
      const resume = toResume(session);
      connection.lose();
      return resume;
    },
    async forgetVisitor() {
      await call('visitor', anything, { method: 'DELETE', capability: 'forget' });
    },
    upload: createRestUpload(call),
  } satisfies Partial<Transport>;
}

/** 200 carries the file, 202 says that it goes by e-mail. */
function fetchFile(edges: HttpEdges, request: HttpRequest): Promise<Blob | undefined> {
  return exchange(edges, request, async (response) => {
    const page = response.headers.get('content-type')?.startsWith('text/html');
    if (page) throw toProtocolError('a page instead of a file');
    return response.status === 200 ? response.blob() : undefined;
  });
}
