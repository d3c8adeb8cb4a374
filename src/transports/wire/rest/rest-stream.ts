import { ChatError } from '../../../core/errors.js';
import { exchange, toNetworkError, type HttpEdges, type HttpRequest } from '../../http.js';
import { limited } from '../../limited.js';
import { createSseParser, type SseEvent } from '../../sse.js';

/** Milliseconds for the answer to begin; some proxies hold a stream back for ever. */
export const FIRST_BYTE_MS = 6000;
/** Milliseconds without a byte; the backend sends a comment every 15 s. */
export const SILENCE_MS = 25_000;

export type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Opens an event stream, by fetch so that the token travels in a header.
 * @throws ChatError `unsupported` when the answer is no event stream, else as `exchange` does.
 */
export function openStream(edges: HttpEdges, request: HttpRequest): Promise<Reader> {
  const accept = 'text/event-stream';
  return exchange(edges, { ...request, accept, timeoutMs: FIRST_BYTE_MS }, async (response) => {
    const { body, headers } = response;
    if (body && headers.get('content-type')?.startsWith(accept)) return body.getReader();
    await body?.cancel();
    throw new ChatError('unsupported', 'not an event stream');
  });
}

/**
 * Reads until the stream is lost; always rejects.
 * @param onByte told of every sign of life
 * @throws ChatError `network` when the backend ended it, `timeout` when it fell silent, `aborted`.
 */
export async function readStream(
  { clock }: HttpEdges,
  reader: Reader,
  signal: AbortSignal,
  firstByteMs: number,
  onByte: () => void,
  onEvent: (event: SseEvent) => void,
): Promise<never> {
  const decoder = new TextDecoder();
  // Events of one piece may follow the one on which the core let go.
  const parse = createSseParser((event) => {
    if (!signal.aborted) onEvent(event);
  });
  let timeoutMs = firstByteMs;
  try {
    for (;;) {
      const limits = { timeoutMs, signals: [signal], write: false };
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
