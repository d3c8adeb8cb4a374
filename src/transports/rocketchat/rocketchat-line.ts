import type { TransportContext } from '../../core/transport.js';
import { toAborted } from '../limited.js';
import type { DdpSocket } from '../wire/ddp/ddp-socket.js';
import { openDdp } from '../wire/ddp/open-ddp.js';
import type { Connection } from '../wire/rest/rest-connection.js';
import type { RocketFeed } from './rocketchat-feed.js';
import { toDdpError } from './rocketchat-refusal.js';

/** The socket of the present connection. */
export type RocketLine = {
  open(base: string, signal: AbortSignal): void;
  readonly isOpen: boolean;
  /** Rejects with the reason when it did not open, and with `aborted` while there is none. */
  current(): Promise<DdpSocket>;
};

/** One socket at a time, whose frames go to the feed and whose end is the connection's. */
export function createRocketLine(context: TransportContext, connection: Connection, feed: RocketFeed): RocketLine {
  let current: Promise<DdpSocket> | undefined;
  return {
    open(base, signal) {
      const socket = openDdp(
        context,
        base,
        {
          onChanged: (collection, eventName, args) => feed.accept(collection, eventName, args),
          onRaw: (name, data) => feed.acceptRaw(name, data),
          onLost: (error) => connection.lose(error),
          toError: (error) => toDdpError(error, context.clock.now()),
        },
        signal,
      );
      // Whoever waits for it hears of the failure; perhaps another step fails first.
      socket.catch(() => undefined);
      current = socket;
      signal.addEventListener('abort', () => {
        if (current === socket) current = undefined;
      });
    },
    get isOpen() {
      return current !== undefined;
    },
    current: () => current ?? Promise.reject(toAborted()),
  };
}
