import { ChatError, toChatError } from '../../core/errors.js';
import { isWire, list, raw, shape, type Wire } from '../wire/readers.js';
import type { DdpCall, Profile, TalkTools } from './rocketchat-profile.js';
import { PAGE, toVisitorBody } from './rocketchat-rest-profile.js';
import { followRoom } from './rocketchat-streams.js';

/** The config of such a server comes by a method too. */
export type DdpProfile = Profile & { load(token: string | undefined, signal: AbortSignal): Promise<unknown> };

const toPage = shape({ messages: list(raw) });

function createCall({ line, connection, feed }: TalkTools): DdpCall {
  return async (method, params, signal) => {
    const socket = await line.current();
    try {
      return await socket.call(method, params, signal);
    } catch (thrown) {
      const error = toChatError(thrown);
      feed.refused(error);
      if (error.code === 'auth') connection.lose(error);
      throw error;
    }
  };
}

/** A line for one call, where nobody is connected. */
async function withLine<T>({ line, session }: TalkTools, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (line.isOpen) return work();
  const control = new AbortController();
  const end = (): void => control.abort();
  const owners = [signal, session.life.signal];
  for (const owner of owners) owner.addEventListener('abort', end);
  line.open(session.base, control.signal);
  try {
    return await work();
  } finally {
    end();
    for (const owner of owners) owner.removeEventListener('abort', end);
  }
}

/**
 * DDP for everything, as servers before 5.0 speak it: the visitor invents the room, and hears of it once the
 * first message has made it.
 */
export function createDdpProfile(tools: TalkTools): DdpProfile {
  const { context, session, feed, connection, mapping } = tools;
  const call = createCall(tools);
  let invented: string | undefined;

  const page: Profile['page'] = async (rid, end, signal) => {
    const until = end === undefined ? undefined : { end: { $date: end } };
    const answer = await call('livechat:loadHistory', [{ token: session.token, rid, limit: PAGE, ...until }], signal);
    return toPage(answer, mapping())?.messages ?? [];
  };
  /** What came between the first message and the streams, that message included. */
  const catchUp = async (rid: string): Promise<void> => {
    const { signal } = session.life;
    await followRoom(tools, rid);
    const missed = await page(rid, undefined, signal);
    for (const message of missed.toReversed()) feed.accept('stream-room-messages', rid, [message]);
  };

  return {
    name: 'ddp',
    call,
    load: (token, signal) =>
      withLine(tools, signal, () => call('livechat:getInitialData', [token ?? context.clock.randomId()], signal)),
    async register(patch, signal) {
      const answer = await call('livechat:registerGuest', [toVisitorBody(patch, session.token)], signal);
      return isWire(answer) ? (answer['visitor'] ?? answer) : undefined;
    },
    openRoom: () => {
      // The same until it is known to exist: a message that is sent again must not make a second room.
      if (!invented || invented === session.conversation.id) invented = context.clock.randomId();
      return Promise.resolve({ _id: invented });
    },
    begun(rid) {
      catchUp(rid).catch((error: unknown) => connection.lose(toChatError(error)));
    },
    async post(message, signal) {
      const answer = await call('sendMessageLivechat', [{ token: session.token, ...message }], signal);
      if (answer !== undefined && answer !== null && !isWire(answer)) {
        throw new ChatError('protocol', 'not understood', { retryable: true, outcome: 'unknown' });
      }
      return answer ?? undefined;
    },
    page,
    find: async (id, rid, signal) => (await page(rid, undefined, signal)).find((one) => (one as Wire)['_id'] === id),
    async agent(rid, signal) {
      try {
        return await call('livechat:getAgentData', [{ roomId: rid, token: session.token }], signal);
      } catch (error) {
        if (toChatError(error).retryable) throw error;
        return undefined; // nobody serves yet, or the server does not tell
      }
    },
  };
}
