import type { SharedAction } from './actions.js';
import type { Clock } from './clock.js';
import type { Connection } from './connection.js';
import { ChatError, toChatError } from './errors.js';
import { inTime } from './in-time.js';
import { selectOldestConfirmed } from './joints.js';
import type { About, Commands, RARE_CALLS } from './leader.js';
import type { Link } from './link.js';
import type { Conversation, Visitor } from './model.js';
import type { Session } from './session.js';
import type { Storage } from './storage.js';
import type { Store } from './store.js';
import type { Transport } from './transport.js';

const OLDER_PAGE = 30;
const PATIENCE_MS = 30_000;

/** The leader's commands that most conversations end without. */
export type RareCalls = Pick<Commands, (typeof RARE_CALLS)[number]>;

export type CallTools = {
  clock: Clock;
  store: Store;
  storage: Storage;
  session: Session;
  about: About;
  connection: Connection;
  link: Link;
  /** The leader stops. */
  signal: AbortSignal;
  dispatch(action: SharedAction): void;
};

/** Calls that go to the backend as they are, on the live transport; connects first if need be. */
export function createRareCalls(tools: CallTools): RareCalls {
  const { about, connection, dispatch, link, session } = tools;
  const call = createCall(tools);

  const note = (conversation: Conversation | void): void => {
    if (conversation) dispatch({ type: 'conversation/changed', conversation });
  };

  return {
    older: () => loadOlder(tools),
    register: async (values) => note(await call('register', values)),
    offline: (values) => call('sendOfflineMessage', values),
    department: async (id) => note(await call('selectDepartment', id)),
    end: async () => note((await call('endConversation')) ?? { state: 'ended' }),
    transcript: (kind, values) => call('requestTranscript', kind, values),
    extension: (name, data) => call('extension', name, data),
    rate: (rating) => call('rate', rating),
    identify: async (visitor: Visitor) => {
      Object.assign(about.visitor, visitor);
      // Whose the words are that were said without a name: they never become another's.
      if (visitor.externalId) await tools.storage.set('owner', visitor.externalId);
      const resume = await link.online?.identify?.(visitor);
      if (!resume) return;
      // Merged into a visitor the backend knew: another thread, another token.
      session.resume = resume;
      link.isOther = true;
      connection.retry();
    },
    forget: () => forget(tools, call),
    reset: (isLogout) => leave(tools, isLogout),
  };
}

/** Only a backend that cannot be reached keeps the visitor from being forgotten: they may try again. */
async function forget(tools: CallTools, call: ReturnType<typeof createCall>): Promise<boolean> {
  let isErased = true;
  try {
    // Somebody the backend has never seen is not known there.
    if (tools.session.resume) await call('forgetVisitor');
  } catch (thrown) {
    const error = toChatError(thrown);
    if (error.retryable) throw error;
    isErased = false;
  }
  await leave(tools);
  return isErased;
}

async function leave({ connection, dispatch, session, storage }: CallTools, isLogout = false): Promise<void> {
  connection.stop();
  dispatch({ type: 'visitor/forgotten', isLogout });
  await session.drop();
  await storage.clear();
}

async function loadOlder(tools: CallTools): Promise<void> {
  const { clock, dispatch, signal, store } = tools;
  const before = selectOldestConfirmed(store.state)?.id;
  if (!before || !store.state.hasOlder) return;
  const transport = await online(tools);
  const query = { before, limit: OLDER_PAGE };
  const page = await inTime(clock, PATIENCE_MS, signal, async (inner) => transport.loadHistory?.(query, inner));
  const { messages, hasMore } = page ?? { messages: [], hasMore: false };
  // The list was replaced meanwhile: this page does not join it any more.
  if (selectOldestConfirmed(store.state)?.id !== before) return;
  dispatch({ type: 'history/loaded', messages, hasOlder: hasMore });
}

/** Calls an optional method on the live transport. */
function createCall(tools: CallTools) {
  const { clock, signal } = tools;
  return async <M extends Call>(method: M, ...args: Parameters<Method<M>>): Promise<Awaited<ReturnType<Method<M>>>> => {
    const transport = await online(tools);
    const run = transport[method] as ((...args: unknown[]) => unknown) | undefined;
    if (!run) throw new ChatError('unsupported', `this backend has no ${method}`);
    const answer = async () => (await run.apply(transport, args)) as Awaited<ReturnType<Method<M>>>;
    return await inTime(clock, PATIENCE_MS, signal, answer);
  };
}

function online({ clock, connection, link, signal, store }: CallTools): Promise<Transport> {
  connection.start();
  const wait = (inner: AbortSignal): Promise<Transport> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const { online: transport } = link;
        const { status, error } = store.state.connection;
        if (transport && status === 'online') resolve(transport);
        else if (status === 'failed') reject(new ChatError('network', error?.message ?? 'not connected'));
        else return;
        unsubscribe();
      };
      const unsubscribe = store.subscribe(look);
      inner.addEventListener('abort', unsubscribe);
      look();
    });
  return inTime(clock, PATIENCE_MS, signal, wait);
}

type Call =
  | 'register'
  | 'sendOfflineMessage'
  | 'selectDepartment'
  | 'endConversation'
  | 'requestTranscript'
  | 'rate'
  | 'extension'
  | 'forgetVisitor';
type Method<M extends Call> = NonNullable<Transport[M]>;
