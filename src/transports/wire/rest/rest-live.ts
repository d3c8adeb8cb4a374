import { toChatError } from '../../../core/errors.js';
import { loadCode } from '../../load-code.js';
import { FIRST_BYTE_MS, openStream, readStream, SILENCE_MS, type StreamReader } from './rest-stream.js';
import type { EventTools } from './rest-tools.js';
import { raw, type Reader } from '../readers.js';

/** Opens the feed at a cursor; resolves with the function that starts the reading. */
export type OpenLive = (cursor: string | undefined, signal: AbortSignal) => Promise<() => void>;

const toReader = raw as Reader<StreamReader>;

/**
 * The events of a session: a stream where one gets through, long polling otherwise. What is read
 * goes to the feed; the connection is told once when it is over, never after an abort.
 * @returns a function that rejects with the ChatError of `GET /events`
 */
export function createLive(tools: EventTools): OpenLive {
  const { context, call, feed, connection } = tools;
  /** Learnt of the backend, and kept over reconnects. */
  let mode: 'stream' | 'poll' | undefined;

  const poll = async (from: string | undefined, signal: AbortSignal): Promise<never> => {
    // Few visitors sit behind a proxy that needs it.
    const { pollEvents } = await loadCode(context.clock, [signal], () => import('./rest-poll.js'));
    return pollEvents(tools, from, signal, () => (mode = 'poll')).catch((error: unknown) => {
      // A slow stream is still better than polls that are not offered.
      if (toChatError(error).code === 'unsupported') mode = 'stream';
      throw error;
    });
  };

  const read = (reader: StreamReader, from: string | undefined, signal: AbortSignal): Promise<never> => {
    let silent = !mode;
    const onByte = (): void => void (silent = false);
    const firstByteMs = mode ? SILENCE_MS : FIRST_BYTE_MS;
    return readStream(context, reader, signal, firstByteMs, onByte, feed.accept).catch((error: unknown) => {
      if (silent && toChatError(error).code === 'timeout') return poll(from, signal);
      throw error;
    });
  };

  return async (from, signal) => {
    let follow = (): Promise<never> => poll(from, signal);
    if (mode !== 'poll') {
      try {
        const query = new URLSearchParams({ cursor: from ?? '' });
        const reader = await call(`events?${query}`, toReader, { signal, via: openStream });
        // Whoever gives up before the reading starts must not leave the request open.
        signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
        follow = () => read(reader, from, signal);
      } catch (error) {
        const { code } = toChatError(error);
        if (mode || (code !== 'unsupported' && code !== 'timeout')) throw error;
      }
    }
    return () => {
      follow().catch((error: unknown) => {
        if (!signal.aborted) connection.lose(toChatError(error));
      });
    };
  };
}
