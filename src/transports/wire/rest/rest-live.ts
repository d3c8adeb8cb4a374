import { toChatError } from '../../../core/errors.js';
import { loadCode } from '../../load-code.js';
import { FIRST_BYTE_MS, openStream, readStream, SILENCE_MS, type StreamReader } from './rest-stream.js';
import type { LiveTools } from './rest-tools.js';
import { raw, type Reader } from '../readers.js';

const toReader = raw as Reader<StreamReader>;

/**
 * The events of a session: a stream where one gets through, long polling otherwise. The connection
 * is told once when it is over, never after an abort.
 * @returns the function that starts the reading; rejects with the ChatError of `GET /events`
 */
export async function openLive(tools: LiveTools, from: string | undefined, signal: AbortSignal): Promise<() => void> {
  const { context, session, call, accept, connection } = tools;

  const poll = async (): Promise<never> => {
    // Few visitors sit behind a proxy that needs it.
    const { pollEvents } = await loadCode(context.clock, [signal], () => import('./rest-poll.js'));
    return pollEvents(tools, from, signal).catch((error: unknown) => {
      // A slow stream is still better than polls that are not offered.
      if (toChatError(error).code === 'unsupported') session.live = 'stream';
      throw error;
    });
  };

  const read = (reader: StreamReader): Promise<never> => {
    let isSilent = !session.live;
    const onByte = (): void => void (isSilent = false);
    const firstByteMs = session.live ? SILENCE_MS : FIRST_BYTE_MS;
    return readStream(context, reader, signal, firstByteMs, onByte, accept).catch((error: unknown) => {
      if (isSilent && toChatError(error).code === 'timeout') return poll();
      throw error;
    });
  };

  let follow = poll;
  if (session.live !== 'poll') {
    try {
      const query = new URLSearchParams({ cursor: from ?? '' });
      const reader = await call(`events?${query}`, toReader, { signal, via: openStream });
      // Whoever gives up before the reading starts must not leave the request open.
      signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
      follow = () => read(reader);
    } catch (error) {
      const { code } = toChatError(error);
      if (session.live || (code !== 'unsupported' && code !== 'timeout')) throw error;
    }
  }
  return () => {
    follow().catch((error: unknown) => {
      if (!signal.aborted) connection.lose(toChatError(error));
    });
  };
}
