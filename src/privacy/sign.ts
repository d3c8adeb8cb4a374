import type { ChatConfig } from '../core/config.js';
import { ChatError, toChatError } from '../core/errors.js';
import type { Visitor } from '../core/model.js';
import type { Transport } from '../core/transport.js';

/**
 * A transport that shows the page's proof with every connection. A function is called once, and once more
 * when the backend does not take its answer: it may have run out.
 */
export function signed(transport: Transport, config: ChatConfig): Transport {
  const { connect } = transport;
  let proof: Promise<string> | undefined;
  let proved: string | undefined;
  let isWaiting = false;
  const ask = async ({ externalId = '', email }: Visitor): Promise<string> => {
    const { identityToken = '' } = config;
    const isFunction = typeof identityToken === 'function';
    // Of whom nothing is said there is nothing to prove: the page's server would refuse them.
    const isNobody = isFunction && !externalId && !email;
    if (isNobody) return '';
    const answer: unknown = isFunction ? await identityToken(externalId) : identityToken;
    if (typeof (answer ?? '') !== 'string') throw new TypeError('identityToken: not a text');
    return (answer ?? '') as string;
  };
  /** What fails is asked for again by the next connection. */
  const prove = (visitor: Visitor, isNew: boolean): Promise<string> => {
    // Somebody may have got a name since.
    if (isNew || !proof || proved !== visitor.externalId) {
      proved = visitor.externalId;
      proof = ask(visitor).catch((cause: unknown) => {
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
      const signature = await prove(visitor, isNew);
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
