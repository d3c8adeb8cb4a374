import type { Transport, TransportContext } from '../../core/transport.js';
import { toAborted } from '../limited.js';
import { loadCode } from '../load-code.js';
import { createLazyCalls } from '../wire/lazy-calls.js';
import { createFinder } from './rocketchat-finder.js';
import type { createRocketRequests } from './rocketchat-requests.js';
import type { RocketTalk } from './rocketchat-talk.js';
import { createRocketTools } from './rocketchat-tools.js';

type Requests = ReturnType<typeof createRocketRequests>;

const REQUESTS = [
  'register', 'sendOfflineMessage', 'selectDepartment', 'endConversation', 'requestTranscript', 'rate',
  'identify', 'setPage', 'act', 'forgetVisitor', 'extension', 'upload',
] as const satisfies (keyof Requests)[];

/**
 * Rocket.Chat Livechat: REST for calls and DDP for what is pushed, or DDP alone for servers before 5.0. What a
 * visitor needs who only looks is here; what a conversation needs is loaded with its beginning.
 */
export function createTransport(context: TransportContext): Transport {
  const tools = createRocketTools(context);
  const { session, connection } = tools;
  let talk: RocketTalk | undefined;

  const loadTalk = async (signal: AbortSignal): Promise<RocketTalk> => {
    const { createRocketTalk } = await loadCode(context.clock, [signal], () => import('./rocketchat-talk.js'));
    return (talk ??= createRocketTalk(tools));
  };
  /** Nobody who has not connected has anything to say. */
  const use = <T>(work: (talk: RocketTalk) => Promise<T>): Promise<T> =>
    talk ? work(talk) : Promise.reject(toAborted());
  const find = createFinder(tools, loadTalk);
  const requests = createLazyCalls<Requests>(tools, REQUESTS, () =>
    use(async (talk) => (await import('./rocketchat-requests.js')).createRocketRequests(talk.tools)),
  );

  return {
    echo: 'local-id',
    idempotentSend: true,
    ...requests,
    disconnect: connection.disconnect,
    async prepare(signal) {
      connection.revive();
      const { prepared, features, rules } = await find(undefined, signal);
      tools.allow(features);
      if (!rules.asksNext || session.profile !== 'rest') return prepared;
      const code = loadCode(context.clock, [signal], () => import('./rocketchat-next-agent.js'));
      // Without an answer such triggers name nobody.
      const agents = await code.then(({ findNextAgent }) => findNextAgent(tools, rules, signal)).catch(() => []);
      return { ...prepared, agents };
    },
    connect: (visitor, resume, signal) =>
      connection.open(signal, async (own) =>
        (await loadTalk(own)).connect(() => find(session.token, own), visitor, resume, own),
      ),
    send: (message, signal) => use(({ send }) => send(message, signal, requests.act)),
    loadHistory: (query, signal) => use(({ loadHistory }) => loadHistory(query, signal)),
    setTyping: (on) => use(({ setTyping }) => setTyping(on)),
  };
}
