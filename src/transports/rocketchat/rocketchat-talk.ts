import type {
  ConnectVisitor, HistoryPage, HistoryQuery, OutgoingMessage, Resume, SendAck,
} from '../../core/transport.js';
import { loadCode } from '../load-code.js';
import type { Opening } from '../wire/rest/rest-connection.js';
import type { Loaded } from './rocketchat-config-mapper.js';
import { connectRocket, loadPast } from './rocketchat-connect.js';
import type { DdpProfile } from './rocketchat-ddp-profile.js';
import { RocketFeed } from './rocketchat-feed.js';
import { createRocketLine } from './rocketchat-line.js';
import type { Desk, Profile, RocketTools, TalkTools } from './rocketchat-profile.js';
import { createRestProfile } from './rocketchat-rest-profile.js';
import { sendRocket } from './rocketchat-send.js';
import { isOpen } from './rocketchat-session.js';

/** What only a conversation needs: the socket, messages in and out, history, typing. */
export type RocketTalk = {
  tools: TalkTools;
  /** The way to speak to servers before 5.0. */
  loadOld(signal: AbortSignal): Promise<DdpProfile>;
  connect(
    load: () => Promise<Loaded>,
    visitor: ConnectVisitor,
    resume: Resume | undefined,
    signal: AbortSignal,
  ): Promise<Opening>;
  send(message: OutgoingMessage, signal: AbortSignal, act: Desk['act']): Promise<SendAck>;
  loadHistory(query: HistoryQuery, signal: AbortSignal): Promise<HistoryPage>;
  setTyping(on: boolean): Promise<void>;
};

/** One for each transport; it outlives its connections, so that earlier messages are still known. */
export function createRocketTalk(basis: RocketTools): RocketTalk {
  const { context, session, connection } = basis;
  const feed = new RocketFeed(basis);
  const line = createRocketLine(context, connection, feed);
  const modern = createRestProfile(basis.call, session);
  let old: DdpProfile | undefined;
  const tools: TalkTools = {
    ...basis,
    feed,
    line,
    get profile(): Profile {
      return session.profile === 'ddp' && old ? old : modern;
    },
  };
  basis.onRefused = (error) => feed.refused(error);

  return {
    tools,
    async loadOld(signal) {
      const { createDdpProfile } = await loadCode(context.clock, [signal], () => import('./rocketchat-ddp-profile.js'));
      return (old ??= createDdpProfile(tools));
    },
    connect(load, visitor, resume, signal) {
      line.open(session.base, signal);
      return connectRocket(tools, load, visitor, resume, signal);
    },
    send: (message, signal, act) => sendRocket(tools, message, signal, act),
    loadHistory: async (query, signal) => (await loadPast(tools, signal)).loadRocketHistory(tools, query, signal),
    async setTyping(on) {
      const { rid, username, token } = session;
      const socket = await line.current();
      if (!isOpen(session)) return;
      const tell = (topic: string, said: unknown): Promise<unknown> =>
        socket.call('stream-notify-room', [`${rid}/${topic}`, username, said, { token }]);
      const isOld = tools.profile === old;
      await Promise.all([tell('user-activity', on ? ['user-typing'] : []), isOld && tell('typing', on)]);
    },
  };
}
