import { ChatError, toChatError } from '../../../core/errors.js';
import type { Conversation } from '../../../core/model.js';
import type { Capability, Resume, TransportContext } from '../../../core/transport.js';
import { requestJson, toProtocolError, type HttpEdges, type HttpRequest } from '../../http.js';
import type { Connection } from './rest-connection.js';
import { readRefusal } from './rest-refusal.js';
import type { Mapping, Reader } from '../readers.js';

/** What is known of the visitor's session; the parts of one transport share it. */
export type RestSession = {
  /** The endpoint as an absolute URL that ends with a slash; empty when it is none. */
  base: string;
  token?: string | undefined;
  visitorId?: string | undefined;
  /** Of the newest event handed on. */
  cursor?: string | undefined;
  conversation: Conversation;
  /** Endpoints that turned out not to be offered. */
  missing: Set<Capability>;
  /** How events come, once that is learnt of the backend; kept over reconnects. */
  live?: 'stream' | 'poll';
  /** Aborts every request when the transport is disconnected. */
  life: AbortController;
};

/** What differs from a plain authorised GET. */
export type RestCallOptions = Omit<HttpRequest, 'url' | 'signals'> & {
  signal?: AbortSignal | undefined;
  /** Names an optional endpoint: when the backend does not offer it, the capability goes. */
  capability?: Capability;
  /** How the request is made. Default: JSON over fetch. */
  via?: (edges: HttpEdges, request: HttpRequest) => Promise<unknown>;
};

/**
 * One call of the open REST contract: path below the endpoint → what the reader makes of the answer.
 * @throws ChatError: that of the request, or `protocol` when the reader can make nothing of it
 */
export type RestCall = <T>(path: string, read: Reader<T>, options?: RestCallOptions) => Promise<T>;

/** A session of the open REST contract, before anybody is known: no token, no conversation. */
export function createRestSession(endpoint: string): RestSession {
  return { base: toBase(endpoint), conversation: { state: 'none' }, missing: new Set(), life: new AbortController() };
}

/** The endpoint resolved against the page. */
export function toBase(endpoint: string): string {
  try {
    const { origin, pathname, protocol } = new URL(endpoint, globalThis.location?.href);
    return endpoint && protocol.startsWith('http') ? origin + pathname.replace(/\/*$/, '/') : '';
  } catch {
    return ''; // told by the first call, which can reject
  }
}

/** What the next connection needs: token, visitor and cursor. */
export function toResume({ token, visitorId, cursor }: Pick<RestSession, 'token' | 'visitorId' | 'cursor'>): Resume {
  return { token, visitorId, cursor };
}

/**
 * The calls of one session, authorised by its token and ended with its life.
 * @param connection is told of the removal of a capability, nothing louder, and of the loss when the
 * backend no longer takes the session's token
 */
export function createRestCall(
  context: TransportContext,
  session: RestSession,
  mapping: () => Mapping,
  { emit, lose }: Pick<Connection, 'emit' | 'lose'>,
): RestCall {
  return async (path, read, { signal, capability, via = requestJson, ...request } = {}) => {
    const { token, base, missing, life } = session;
    if (!base) throw new ChatError('config', `endpoint="${context.config.endpoint}" is no web address`);
    if (missing.has(capability!)) throw new ChatError('unsupported', 'not offered');
    try {
      // Who is erased loses the connection at that moment; the answer is on its way then.
      const signals = [signal, request.method === 'DELETE' ? undefined : life.signal];
      const answer = await via(context, { token, readRefusal, ...request, url: base + path, signals });
      const known = read(answer, mapping());
      if (known === undefined) throw toProtocolError('not understood');
      return known;
    } catch (thrown) {
      const error = toChatError(thrown);
      // Another request may have brought a new token meanwhile.
      if (error.code === 'auth' && token === session.token) lose(error);
      if (error.code === 'unsupported' && capability) {
        missing.add(capability);
        emit({ type: 'capabilities', change: { [capability]: false } });
      }
      throw error;
    }
  };
}
