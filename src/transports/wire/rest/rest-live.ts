import { toChatError, type ChatError } from '../../../core/errors.js';
import type { TransportContext } from '../../../core/transport.js';
import type { RestCall } from './rest-caller.js';
import type { OnEvent, Polled } from './rest-poll.js';
import { FIRST_BYTE_MS, openStream, readStream, SILENCE_MS, type Reader } from './rest-stream.js';
import { id, list, raw, shape, type Reader as Read } from './rest-wire.js';

/** Opens the feed at a cursor; resolves with the function that starts the reading. */
export type OpenLive = (cursor: string | undefined, signal: AbortSignal) => Promise<() => void>;

const toPolled = shape(
  { events: list(shape({ type: id }, { cursor: id, data: raw })) },
  { cursor: id },
);

const toReader = raw as Read<Reader>;

function toPath(cursor = ''): string {
  return `events?cursor=${encodeURIComponent(cursor)}`;
}

function toJsonOrText(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data; // becomes a `raw` event
  }
}

/**
 * The events of a session: a stream where one gets through, long polling otherwise.
 * @param onLost told once when the feed is over, never after an abort
 */
export function createLive(
  context: TransportContext,
  call: RestCall,
  onEvent: OnEvent,
  onLost: (error: ChatError) => void,
): OpenLive {
  /** Learnt of the backend, and kept over reconnects. */
  let mode: 'stream' | 'poll' | undefined;

  const poll = async (from: string | undefined, signal: AbortSignal): Promise<never> => {
    // Few visitors sit behind a proxy that needs it.
    const { pollEvents } = await import('./rest-poll.js');
    const pollOnce = async (cursor: string | undefined): Promise<Polled> => {
      const options = { signal, timeoutMs: 35_000 };
      const polled = await call(`${toPath(cursor)}&wait=25`, toPolled, options);
      mode = 'poll';
      return polled;
    };
    return pollEvents(context.clock, pollOnce, from, signal, onEvent).catch((error: unknown) => {
      // A slow stream is still better than polls that are not offered.
      if (toChatError(error).code === 'unsupported') mode = 'stream';
      throw error;
    });
  };

  const read = (reader: Reader, from: string | undefined, signal: AbortSignal): Promise<never> => {
    let silent = !mode;
    const onByte = (): void => void (silent = false);
    const firstByteMs = mode ? SILENCE_MS : FIRST_BYTE_MS;
    return readStream(context, reader, signal, firstByteMs, onByte, ({ type, data, id: cursor }) =>
      onEvent(type, toJsonOrText(data), cursor),
    ).catch((error: unknown) => {
      if (silent && toChatError(error).code === 'timeout') return poll(from, signal);
      throw error;
    });
  };

  return async (from, signal) => {
    let feed = (): Promise<never> => poll(from, signal);
    if (mode !== 'poll') {
      try {
        const reader = await call(toPath(from), toReader, { signal, via: openStream });
        // Whoever gives up before the reading starts must not leave the request open.
        signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
        feed = () => read(reader, from, signal);
      } catch (error) {
        const { code } = toChatError(error);
        if (mode || (code !== 'unsupported' && code !== 'timeout')) throw error;
      }
    }
    return () => {
      feed().catch((error: unknown) => {
        if (!signal.aborted) onLost(toChatError(error));
      });
    };
  };
}
