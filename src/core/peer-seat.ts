import { backoffMs } from './backoff.js';
import { ChatError, toChatError } from './errors.js';
import type { Peer, PeerBase } from './peer.js';
import { fetchCode } from './rare-code.js';

export type CreatePeer = (base: PeerBase) => Peer;

/** Holds the peer, whose code is a chunk of its own, and what it must know before it has come. */
export class PeerSeat {
  /** Once its code has come. */
  peer: Peer | undefined;
  #base: PeerBase;
  #load: () => Promise<CreatePeer>;
  #loading: Promise<Peer> | undefined;
  #isOnline = true;
  #abort = new AbortController();

  constructor(base: PeerBase, load: () => Promise<CreatePeer>) {
    this.#base = base;
    this.#load = load;
  }

  /** Resolves once the code is there; it is tried until then, or until `stop`. */
  load(): Promise<Peer> {
    return (this.#loading ??= this.#keepTrying(this.#abort.signal));
  }

  /** What the browser says about the network. */
  setNetwork(isOnline: boolean): void {
    this.#isOnline = isOnline;
    this.peer?.setNetwork(isOnline);
  }

  stop(): void {
    this.#abort.abort(new ChatError('aborted', 'stopped'));
    this.#abort = new AbortController();
    if (!this.peer) this.#loading = undefined;
    this.peer?.stop();
  }

  /** Queued messages wait for nothing else. */
  async #keepTrying(signal: AbortSignal): Promise<Peer> {
    for (let attempt = 0; ; attempt++) {
      try {
        const createPeer = await fetchCode(this.#load);
        signal.throwIfAborted();
        this.peer = createPeer(this.#base);
        this.peer.setNetwork(this.#isOnline);
        return this.peer;
      } catch (thrown) {
        signal.throwIfAborted();
        this.#base.onNotice({ type: 'error', error: toChatError(thrown) });
        await this.#pause(attempt, signal);
      }
    }
  }

  #pause(attempt: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#base;
    return new Promise((resolve, reject) => {
      const cancel = clock.setTimer(resolve, backoffMs(attempt, clock.random()));
      signal.addEventListener('abort', () => {
        cancel();
        reject(signal.reason);
      });
    });
  }
}
