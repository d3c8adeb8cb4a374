import { ChatError, toChatError } from '../../core/errors.js';
import type { Capability } from '../../core/transport.js';
import { toPageInfo, toSurvey } from './rocketchat-desk-mapper.js';
import type { DdpCall, Desk, TalkTools } from './rocketchat-profile.js';

const unsupported = (): ChatError => new ChatError('unsupported', 'servers before 5.0 have no such call');

/** The rarer calls over DDP, for servers before 5.0. A method that is not there takes its capability away. */
export function createDdpDesk({ session, allow }: TalkTools, call: DdpCall): Desk {
  const ask = async (capability: Capability, method: string, ...params: unknown[]): Promise<void> => {
    const { missing, life } = session;
    if (missing.has(capability)) throw new ChatError('unsupported', 'not offered');
    try {
      await call(`livechat:${method}`, params, life.signal);
    } catch (error) {
      if (toChatError(error).code === 'unsupported') {
        missing.add(capability);
        allow({});
      }
      throw error;
    }
  };
  const none = (capability: Capability) => (): Promise<never> => {
    session.missing.add(capability);
    allow({});
    return Promise.reject(unsupported());
  };

  return {
    close: () => ask('end', 'closeByVisitor', { roomId: session.rid, token: session.token }),
    rate: (rating) => ask('rating', 'saveSurveyFeedback', session.token, session.rid, toSurvey(rating, session.rules)),
    setPage: (page) => ask('page', 'pageVisited', session.token, session.rid, toPageInfo(page)),
    offline: (values) => ask('offline', 'sendOfflineMessage', values),
    transcript: (email) => ask('transcript', 'sendTranscript', session.token, session.rid, email),
    transfer: (departmentId) => {
      const where = { roomId: session.rid, visitorToken: session.token, departmentId };
      return ask('departments', 'setDepartmentForVisitor', where);
    },
    async fields(fields) {
      for (const [key, value] of Object.entries(fields)) {
        await ask('identify', 'setCustomField', session.token, key, value, true);
      }
    },
    service: () => Promise.reject(unsupported()),
    act: none('act'),
    forgetVisitor: none('forget'),
  };
}
