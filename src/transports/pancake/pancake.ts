import type { Transport, TransportContext } from '../../core/transport.js';
import { ChatError } from '../../core/errors.js';
import { toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';
import { PancakeConnection, PICTURES } from './pancake-connection.js';
import { createSession } from './pancake-session.js';
import type { PancakeOptions } from './pancake-options.js';

/**
 * The Pancake website chat plugin: the documented REST part for words and pictures, and its Phoenix
 * socket for what comes in. Not idempotent: after a lost answer the history tells whether a message arrived.
 * @throws ChatError `config` when the page's attributes cannot be used
 */
export function createTransport(context: TransportContext): Transport {
  const session = createSession(context);
  const connection = new PancakeConnection(context, session);
  const { 'upload-url': uploadUrl } = context.config.options as PancakeOptions;
  /** For what asks nobody: a disconnect right behind the call ends it as it would a request. */
  const unlessEnded = async <T>(work: () => T): Promise<T> => {
    const { signal } = session.life;
    await undefined;
    if (signal.aborted) throw toAborted();
    return work();
  };

  return {
    echo: 'server-id',
    idempotentSend: false,
    // Nothing can be asked before the first message; what may be picked for it is known.
    prepare: () => Promise.resolve({ config: PICTURES }),
    connect: (visitor, resume, signal) => connection.open(visitor, resume, signal),
    send: (message, signal) => connection.send(message, signal),
    disconnect: () => connection.close(),
    ...((uploadUrl || context.config.uploader) && {
      async upload(file, onProgress, signal) {
        const signals = [signal, session.life.signal];
        const { uploadPicture } = await loadCode(context.clock, signals, () => import('./pancake-upload.js'));
        return uploadPicture(context, uploadUrl, file, onProgress, signals);
      },
    }),
    async loadHistory(query, signal) {
      if (session.conversationId) return connection.shelf.page(query, signal);
      return unlessEnded(() => {
        // Who asks for the newest wants to know what became of the first message, whose answer was lost: nobody
        // can tell without the conversation's id, and sent once more it would make another customer.
        if (!query.before && !query.after) throw new ChatError('not-found', 'no conversation is known');
        return { messages: [], hasMore: false };
      });
    },
    // The document has no call for it: it travels with the next message.
    register: (values) => unlessEnded(() => void (session.form = { ...session.form, ...values })),
    identify: (visitor) => unlessEnded(() => void Object.assign(session.visitor, visitor)),
  };
}
