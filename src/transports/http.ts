import type { Clock } from '../core/clock.js';
import { ChatError } from '../core/errors.js';
import { toHttpError, type ReadRefusal } from './http-error.js';
import { limited } from './limited.js';

/** Where a request leaves the transport; both are injected. */
export type HttpEdges = { fetch: typeof fetch; clock: Clock };

/** One request; what is left out has the default of HTTP. */
export type HttpRequest = {
  url: string;
  /** Default GET; everything else counts as a write. */
  method?: string | undefined;
  token?: string | undefined;
  /** Sent as JSON. */
  json?: unknown;
  form?: FormData | undefined;
  /** Milliseconds until the answer must be complete. Default 15 000. */
  timeoutMs?: number | undefined;
  /** Beside those that the other members make, and before `accept: application/json`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** What this backend's refusals say; without it the status decides alone. */
  readRefusal?: ReadRefusal | undefined;
  signals?: readonly (AbortSignal | undefined)[];
};

/** JSON as the language means it, even where Prototype.js put a `toJSON` on arrays. */
export function toJson(value: unknown): string | undefined {
  return JSON.stringify(value, function raw(this: Record<string, unknown>, key) {
    return this[key];
  });
}

/** Null prototypes: `Object.prototype.signal` of a page must not become an option of ours. */
function toInit({ method, token, json, form, headers: more }: HttpRequest, signal: AbortSignal): object {
  const headers: Record<string, string | null> = {
    __proto__: null,
    accept: 'application/json',
    ...more,
  };
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (json !== undefined) headers['content-type'] = 'application/json';
  return {
    __proto__: null,
    method,
    headers,
    body: form ?? toJson(json),
    credentials: 'omit',
    cache: 'no-store',
    // The page's address may carry what is nobody else's.
    referrerPolicy: 'strict-origin',
    signal,
  };
}

/**
 * One request over the injected fetch; `read` takes what it needs from a successful answer.
 * @throws ChatError, always: the open REST contract's table for refusals, `network` when nothing
 * answered (a browser does not tell that from a CORS refusal), `timeout`, `aborted`.
 */
export function exchange<T>(
  { fetch, clock }: HttpEdges, // called without `this`, which browsers insist on
  request: HttpRequest,
  read: (response: Response) => Promise<T>,
): Promise<T> {
  const { method = 'GET', timeoutMs = 15_000, signals = [] } = request;
  const write = method !== 'GET';
  return limited(clock, { timeoutMs, signals, write }, async (signal) => {
    try {
      const response = await fetch(request.url, toInit(request, signal));
      if (response.ok) return await read(response);
      const { status, headers } = response;
      const answer = { status, retryAfter: headers.get('retry-after'), text: await response.text() };
      throw toHttpError(answer, request.readRefusal, write, clock.now());
    } catch (thrown) {
      throw thrown instanceof ChatError ? thrown : toNetworkError(write, thrown);
    }
  });
}

/**
 * Nothing answered.
 * @param write whether the request may have taken effect nevertheless
 * @returns a retryable ChatError `network`
 */
export function toNetworkError(write: boolean, cause?: unknown): ChatError {
  return new ChatError('network', 'not reachable, or refused by CORS', {
    retryable: true,
    outcome: write ? 'unknown' : 'not-sent',
    cause,
  });
}

/** Nonsense instead of an answer. Retryable: a captive portal answers 200 with its login page. */
export function toProtocolError(message: string, cause?: unknown): ChatError {
  return new ChatError('protocol', message, { retryable: true, outcome: 'unknown', cause });
}

/**
 * The JSON of a successful body; undefined for an empty one.
 * @throws ChatError `protocol` for anything else
 */
export function toAnswer(text: string): unknown {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch (cause) {
    throw toProtocolError('not JSON', cause);
  }
}

/** One request with a JSON answer. Throws as `exchange` and `toAnswer` do. */
export function requestJson(edges: HttpEdges, request: HttpRequest): Promise<unknown> {
  return exchange(edges, request, async (response) => toAnswer(await response.text()));
}
