import { ChatError } from '../../../core/errors.js';
import { toAborted } from '../../limited.js';
import { DdpSocket, type DdpEdges, type DdpListener } from './ddp-socket.js';

/**
 * Opens a connection of DDP and agrees on a version of it.
 * @param base the server's address over HTTP, with a slash at its end; the socket hangs below it
 * @param signal closes the connection, whenever it aborts
 * @throws ChatError `config` when the browser takes no such address, else as `DdpSocket.connect` does
 */
export async function openDdp(
  edges: DdpEdges,
  base: string,
  listener: DdpListener,
  signal: AbortSignal,
): Promise<DdpSocket> {
  // A browser would take an empty address for the page's own.
  if (!base) throw new ChatError('config', 'the endpoint is not a URL');
  let version: string | undefined;
  for (;;) {
    if (signal.aborted) throw toAborted();
    const socket = open(edges, `${base.replace(/^http/, 'ws')}websocket`, listener);
    const onAbort = (): void => socket.close();
    signal.addEventListener('abort', onAbort);
    const offered = await socket.connect(version, signal).catch((error: unknown) => {
      socket.close();
      throw error;
    });
    if (!offered) return socket;
    socket.close();
    if (offered === version) throw new ChatError('protocol', `the server refuses the DDP ${version} it asked for`);
    version = offered;
  }
}

function open(edges: DdpEdges, url: string, listener: DdpListener): DdpSocket {
  try {
    return new DdpSocket(edges, url, listener);
  } catch (cause) {
    throw new ChatError('config', 'no socket can be opened at this endpoint', { cause });
  }
}
