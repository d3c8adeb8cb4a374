import { ChatError } from '../../core/errors.js';
import type { TransportContext } from '../../core/transport.js';
import { toHttpError } from '../http-error.js';
import { requestJson } from '../http.js';
import type { RestCall, RestCallOptions } from '../wire/rest/rest-caller.js';
import type { Reader } from '../wire/readers.js';
import { readRefusal, toRefusal } from './chatgonow-refusal.js';

export type ChatgonowCallOptions = RestCallOptions & { query?: Record<string, string> };

/**
 * One action of the visitor API → what the reader makes of `data`.
 * @throws ChatError: that of the request or of a body that says `success: false`, whatever the
 * status; `config` without a site key; `protocol` when the reader can make nothing of the data
 */
export type ChatgonowCall = <T>(action: string, read: Reader<T>, options?: ChatgonowCallOptions) => Promise<T>;

/** The path of an action below the endpoint. @throws ChatError `config` without a site key */
export function toPath({ config }: TransportContext, action: string, query?: Record<string, string>): string {
  const key = config.options['key'];
  if (!key) throw new ChatError('config', 'the attribute "key" is missing');
  return `api/visitor_api.php?${new URLSearchParams({ action, key, ...query })}`;
}

/** The actions of one session, over its authorised call. */
export function createChatgonowCall(context: TransportContext, call: RestCall): ChatgonowCall {
  return async (action, read, { query, via = requestJson, ...options } = {}) =>
    call(toPath(context, action, query), read, {
      readRefusal,
      ...options,
      via: async (edges, request) => {
        // Some answers are empty: 204.
        const answer = Object((await via(edges, request)) ?? { data: {} }) as Record<string, unknown>;
        if (answer['success'] !== false) return answer['data'];
        const refused = { status: 200, retryAfter: null, text: '' };
        throw toHttpError(refused, () => toRefusal(answer), true, context.clock.now());
      },
    });
}
