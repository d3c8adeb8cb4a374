import { ChatError } from '../../../core/errors.js';
import { exchange, toNetworkError, type HttpEdges, type HttpRequest } from '../../http.js';
import { limited } from '../../limited.js';
import { createSseParser } from '../../sse.js';
import type { OnFrame } from './rest-feed.js';

/** Milliseconds for the answer to begin; some proxies hold a stream back for ever. */
export const FIRST_BYTE_MS = 6000;
/** Milliseconds without a byte; the backend sends a comment every 15 s. */
export const SILENCE_MS = 25_000;

/** The bytes of an open stream. */
export type StreamReader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Opens `GET /events` of the open REST contract, by fetch so that the token travels in a header.
 * @throws ChatError `unsupported` when the answer is no event stream, else as `exchange` does.
 */
export function openStream(edges: HttpEdges, request: HttpRequest): Promise<StreamReader> {
  const accept = 'text/event-stream';
  const signals = request.signals?.filter((signal) => signal !== undefined) ?? [];
  // Once the answer has begun only the request's own signal closes it: Firefox keeps the connection
  // open when the body alone is cancelled, and after six of them no request gets through.
  const fetch: typeof edges.fetch = (url, init) =>
    edges.fetch(url, Object.assign(init!, { signal: AbortSignal.any([init!.signal!, ...signals]) }));
  return exchange({ ...edges, fetch }, { ...request, headers: { accept }, timeoutMs: FIRST_BYTE_MS }, async (response) => {
    const { body, headers } = response;
    if (body && headers.get('content-type')?.startsWith(accept)) return body.getReader();
    await body?.cancel();
    throw new ChatError('unsupported', 'not an event stream');
  });
}

function toJsonOrText(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data; // becomes a `raw` event
  }
}

/**
 * Reads until the stream is lost; always rejects.
 * @param firstByteMs milliseconds for the first byte, if the backend is not known yet
 * @param onByte told of every sign of life
 * @throws ChatError `network` when the backend ended it, `timeout` when it fell silent, `aborted`.
 */
export async function readStream(
  { clock }: HttpEdges,
  reader: StreamReader,
  signal: AbortSignal,
  firstByteMs: number,
  onByte: () => void,
  onFrame: OnFrame,
): Promise<never> {
  const decoder = new TextDecoder();
  const parse = createSseParser(({ type, data, id }) => {
    // Events of one piece may follow the one on which the core let go.
    if (!signal.aborted) onFrame(type, toJsonOrText(data), id);
  });
  let timeoutMs = firstByteMs;
  try {
    for (;;) {
      const limits = { timeoutMs, signals: [signal] };
      const { done, value } = await limited(clock, limits, () => reader.read());
      if (done) throw toNetworkError(false);
      timeoutMs = SILENCE_MS;
      onByte();
      parse(decoder.decode(value, { stream: true }));
    }
  } catch (error) {
    // Not awaited: a broken stream may never answer.
    reader.cancel().catch(() => undefined);
    throw error instanceof ChatError ? error : toNetworkError(false, error);
  }
}
