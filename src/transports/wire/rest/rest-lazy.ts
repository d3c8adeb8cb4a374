import { toAborted } from '../../limited.js';
import { loadCode } from '../../load-code.js';
import type { createRestRequests } from './rest-requests.js';
import type { RestTools } from './rest-tools.js';

type Requests = ReturnType<typeof createRestRequests>;

const NAMES = [
  'register', 'sendOfflineMessage', 'selectDepartment', 'endConversation', 'requestTranscript',
  'rate', 'identify', 'setPage', 'stop', 'forgetVisitor',
] as const satisfies (keyof Requests)[];

/**
 * The calls that a conversation can begin without. Each is there from the start, since its presence
 * says "this backend can", and loads its code when it is called.
 * @throws ChatError, from every method: `aborted` after a disconnect, also one while the code was
 * on its way; `network`, retryable, when the code did not load; else as the method itself does
 */
export function createLazyRequests(tools: RestTools): Requests {
  const { context, session } = tools;

  const run = async <T>(use: (requests: Requests) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const { life } = session;
    const signals = [life.signal, signal];
    const code = await loadCode(context.clock, signals, () => import('./rest-requests.js'));
    // Disconnected and connected again since: the call was meant for the visitor before.
    if (life !== session.life) throw toAborted();
    return use(code.createRestRequests(tools));
  };
  const delegate =
    (name: (typeof NAMES)[number]) =>
    (...values: unknown[]): Promise<unknown> =>
      run((requests) => (requests[name] as (...values: unknown[]) => Promise<unknown>)(...values));

  return {
    ...(Object.fromEntries(NAMES.map((name) => [name, delegate(name)])) as Omit<Requests, 'upload'>),
    upload: (file, onProgress, signal) =>
      run(({ upload }) => upload(file, onProgress, signal), signal),
  };
}
