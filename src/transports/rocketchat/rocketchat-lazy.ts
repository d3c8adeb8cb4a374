import { toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';
import type { RocketTools } from './rocketchat-profile.js';
import type { createRocketRequests } from './rocketchat-requests.js';
import type { RocketTalk } from './rocketchat-talk.js';

type Requests = ReturnType<typeof createRocketRequests>;

const NAMES = [
  'register', 'sendOfflineMessage', 'selectDepartment', 'endConversation', 'requestTranscript', 'rate',
  'identify', 'setPage', 'act', 'forgetVisitor', 'extension',
] as const satisfies (keyof Requests)[];

/**
 * The calls that a conversation can begin without: each is there from the start, since its presence says "this
 * backend can", and loads its code when it is called.
 * @throws ChatError, from every method: `aborted` after a disconnect, also one while the code was on its way;
 * `network`, retryable, when the code did not load; else as the method itself does
 */
export function createRocketLazy({ context, session }: RocketTools, talk: () => RocketTalk | undefined): Requests {

  const run = async <T>(use: (requests: Requests) => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const { life } = session;
    const code = await loadCode(context.clock, [life.signal, signal], () => import('./rocketchat-requests.js'));
    // Disconnected and connected again since: the call was meant for the visitor before.
    const { tools } = talk() ?? {};
    if (life !== session.life || !tools) throw toAborted();
    return use(code.createRocketRequests(tools));
  };
  const delegate =
    (name: (typeof NAMES)[number]) =>
    (...values: unknown[]): Promise<unknown> =>
      run((requests) => (requests[name] as (...values: unknown[]) => Promise<unknown>)(...values));

  return {
    ...(Object.fromEntries(NAMES.map((name) => [name, delegate(name)])) as Omit<Requests, 'upload'>),
    upload: (file, onProgress, signal) => run(({ upload }) => upload(file, onProgress, signal), signal),
  };
}
