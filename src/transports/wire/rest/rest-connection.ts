import type { ChatError } from '../../../core/errors.js';
import type { Connected, Emit, TransportContext } from '../../../core/transport.js';
import { toAborted } from '../../limited.js';
import { toResume, type RestSession } from './rest-caller.js';

/** What connecting gives: the answer, and what lets the events flow once the core has it. */
export type Opening = { connected: Connected; start: () => void };

/** The life of a connection: at most one at a time, told lost at most once. */
export type Connection = {
  /** Emits unless the transport is disconnected. */
  emit: Emit;
  /** Ends what stands, and connects by `work`; the signal it gets is that of the connection. */
  open(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Opening>): Promise<Connected>;
  lose(error?: ChatError): void;
  /** Lets requests be made again after a disconnect. */
  revive(): void;
  disconnect(): void;
};

/** What is needed of a session for it to be connected. */
type ConnectionSession = Pick<RestSession, 'token' | 'visitorId' | 'cursor' | 'life'>;

/**
 * The connection of one session: it alone tells the core, nothing once it is disconnected.
 * @returns `open` rejects with a ChatError: that of its work, `aborted` when it was given up
 */
export function createConnection({ emit: tell, clock }: TransportContext, session: ConnectionSession): Connection {
  let control = new AbortController();
  /** The core has been told that it stands, so it must be told of the loss. */
  let online = false;
  let cancelStart = (): void => undefined;

  const emit: Emit = (event, resume) => {
    if (!session.life.signal.aborted) tell(event, resume);
  };
  const close = (): void => {
    online = false;
    cancelStart();
    control.abort();
  };
  const revive = (): void => {
    if (session.life.signal.aborted) session.life = new AbortController();
  };

  return {
    emit,
    revive,
    async open(signal, work) {
      close();
      revive();
      const own = (control = new AbortController());
      const onAbort = (): void => own.abort();
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
      try {
        const { connected, start } = await work(own.signal);
        if (own.signal.aborted) throw toAborted();
        online = true;
        // A later task: nothing may be emitted before the core has the answer.
        cancelStart = clock.setTimer(start, 0);
        return connected;
      } catch (error) {
        onAbort();
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
    lose(error) {
      // While connecting, the rejection of `connect` says it.
      if (!online) return;
      close();
      // Without a cursor the next connect reports the gap.
      if (error?.code === 'cursor-expired') session.cursor = undefined;
      emit({ type: 'connection-lost', ...(error && { error }) }, toResume(session));
    },
    disconnect() {
      close();
      session.life.abort();
    },
  };
}
