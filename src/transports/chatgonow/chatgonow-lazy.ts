import type { Transport } from '../../core/transport.js';
import { toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';
import type { createChatgonowRequests } from './chatgonow-requests.js';
import type { ChatgonowTools } from './chatgonow-tools.js';

type Requests = ReturnType<typeof createChatgonowRequests>;
/** Calls one of the rarer methods. */
export type Lazy = <N extends keyof Requests>(
  name: N,
  signal: AbortSignal | undefined,
  ...values: Parameters<Requests[N]>
) => ReturnType<Requests[N]>;

/**
 * The rarer calls, whose code is loaded with the first of them.
 * @throws ChatError `aborted` after a disconnect, also one while the code was on its way; `network`,
 * retryable, when the code did not load; else as the method itself does
 */
export function createLazy(tools: ChatgonowTools): Lazy {
  const { context, session } = tools;
  const run = async (name: keyof Requests, signal: AbortSignal | undefined, ...values: unknown[]): Promise<unknown> => {
    const { life } = session;
    const code = await loadCode(context.clock, [life.signal, signal], () => import('./chatgonow-requests.js'));
    // Disconnected and connected again since: the call was meant for the visitor before.
    if (life !== session.life) throw toAborted();
    return (code.createChatgonowRequests(tools)[name] as (...all: unknown[]) => Promise<unknown>)(...values);
  };
  return run as Lazy;
}

/** Each method is there from the start, since its presence says "this backend can". */
export function createLazyMethods(lazy: Lazy) {
  return {
    register: (values) => lazy('register', undefined, values),
    identify: (visitor) => lazy('identify', undefined, visitor),
    sendOfflineMessage: (values) => lazy('sendOfflineMessage', undefined, values),
    endConversation: () => lazy('endConversation', undefined),
    rate: (rating) => lazy('rate', undefined, rating),
    upload: (file, onProgress, signal) => lazy('upload', signal, file, onProgress, signal),
  } satisfies Partial<Transport>;
}
