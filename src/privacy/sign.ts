import type { ChatConfig } from '../core/config.js';
import { ChatError, toChatError } from '../core/errors.js';
import type { Transport } from '../core/transport.js';

/**
 * A transport that shows the page's proof with every connection. A function is called once, and once more
 * when the backend does not take its answer: it may have run out.
 */
export function signed(transport: Transport, config: ChatConfig): Transport {
  const { connect } = transport;
  let proof: Promise<string> | undefined;
  let isWaiting = false;
  const ask = async (): Promise<string> => {
    const { identityToken = '', externalId = '' } = config;
    const answer: unknown = typeof identityToken === 'function' ? await identityToken(externalId) : identityToken;
    if (typeof (answer ?? '') !== 'string') throw new TypeError('identityToken: not a text');
    return (answer ?? '') as string;
  };
  /** What fails is asked for again by the next connection. */
  const prove = (isNew: boolean): Promise<string> => {
    if (isNew || !proof) {
      proof = ask().catch((cause: unknown) => {
        proof = undefined;
        // The page's server is away, not the backend's: it is tried again like any connection.
        throw new ChatError('network', 'identityToken gave no answer', { retryable: true, cause });
      });
    }
    return proof;
  };
  transport.connect = async (visitor, resume, signal) => {
    // Given up while the page's function hangs: the next connection calls it again.
    signal.addEventListener('abort', () => isWaiting && (proof = undefined));
    const open = async (isNew: boolean) => {
      isWaiting = true;
      const signature = await prove(isNew);
      isWaiting = false;
      signal.throwIfAborted();
      return connect.call(transport, { ...visitor, ...(signature && { signature }) }, resume, signal);
    };
    try {
      return await open(false);
    } catch (thrown) {
      const isRefused = /auth|forbidden/.test(toChatError(thrown).code);
      if (!isRefused || typeof config.identityToken !== 'function' || signal.aborted) throw thrown;
      return open(true);
    }
  };
  return transport;
}
