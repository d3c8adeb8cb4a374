import type { TransportContext } from '../../core/transport.js';
import { toHttpError } from '../http-error.js';
import { requestJson, toProtocolError } from '../http.js';
import { isWire } from '../wire/readers.js';
import { toPage, type PancakePage } from './pancake-message-mapper.js';
import { readRefusal, toRefusal } from './pancake-refusal.js';
import { toSent } from './pancake-send-mapper.js';
import { toMapping, type PancakeSession } from './pancake-session.js';

/** The two calls of the documented REST part. */
export type PancakeCalls = {
  /** One page of the list, ascending. `offset` counts from the newest message. */
  get(offset: number, signal?: AbortSignal): Promise<PancakePage>;
  /** @returns the ids that the backend gave */
  post(body: object, signal: AbortSignal): Promise<NonNullable<ReturnType<typeof toSent>>>;
};

/**
 * `GET` and `POST pke_chat_plugin/messages`, ended with the session's life.
 * @throws ChatError, from both: that of the request, that of Pancake's code, or `protocol`
 */
export function createCalls(context: TransportContext, session: PancakeSession): PancakeCalls {
  const call = async <T>(query: object, json: object | undefined, signal: AbortSignal | undefined, read: (answer: unknown) => T | undefined): Promise<T> => {
    const { settings, life } = session;
    const search = new URLSearchParams({ page_id: settings.pageId, ...query });
    const url = `${settings.base}api/v1/pke_chat_plugin/messages?${search}`;
    const signals = [signal, life.signal];
    const answer = await requestJson(context, { url, method: json && 'POST', json, readRefusal, signals });
    // Refusals come with any status, 200 included.
    if (isWire(answer) && answer['success'] === false) {
      const refused = { status: 200, retryAfter: null, text: '' };
      throw toHttpError(refused, () => toRefusal(answer, 200), Boolean(json), context.clock.now());
    }
    const known = read(answer);
    if (!known) throw toProtocolError('not understood');
    return known;
  };

  return {
    get: (offset, signal) =>
      call({ conversation_id: session.conversationId ?? '', offset }, undefined, signal, (answer) =>
        toPage(answer, toMapping(session, context.clock.now())),
      ),
    post: (body, signal) => call({}, body, signal, (answer) => toSent(answer, toMapping(session, 0))),
  };
}
