import { ChatError, toChatError } from '../../core/errors.js';
import type { Capability } from '../../core/transport.js';
import { anything, raw } from '../wire/readers.js';
import { toInteraction } from './rocketchat-interaction-mapper.js';
import type { Desk, RocketTools } from './rocketchat-profile.js';
import { toCustomFields } from './rocketchat-rest-profile.js';
import { toPageInfo, toSurvey } from './rocketchat-desk-mapper.js';

const API = 'api/v1/livechat/';
/** Milliseconds that the server gives an app to answer. */
const INTERACTION_MS = 5000;

/** The rarer calls over REST, for servers from 5.0 on. A route that is not there takes its capability away. */
export function createRestDesk({ session, call, context }: RocketTools): Desk {
  const post = (capability: Capability, path: string, json: object): Promise<unknown> =>
    call(API + path, anything, { method: 'POST', capability, json: { token: session.token, ...json } });
  const inRoom = (capability: Capability, path: string, json: object = {}): Promise<unknown> =>
    post(capability, path, { rid: session.rid, ...json });

  return {
    close: () => inRoom('end', 'room.close'),
    rate: async (rating) => void (await inRoom('rating', 'room.survey', { data: toSurvey(rating, session.rules) })),
    setPage: async (page) => {
      const rid = session.rid && { rid: session.rid };
      await post('page', 'page.visited', { ...rid, pageInfo: toPageInfo(page) });
    },
    offline: (values) => {
      const json = { ...values, host: globalThis.location?.host };
      return call(`${API}offline.message`, anything, { method: 'POST', capability: 'offline', json });
    },
    transcript: (email) => inRoom('transcript', 'transcript', { email }),
    async transfer(department) {
      const json = { token: session.token, rid: session.rid, department };
      const ask = (path: string, capability?: Capability): Promise<unknown> =>
        call(API + path, anything, { method: 'POST', json, ...(capability && { capability }) });
      // The name until 7.0. There, the new one is a bare 404.
      await ask('visitor/department.transfer').catch((error: unknown) => {
        if (toChatError(error).code !== 'unsupported') throw error;
        return ask('room.transfer', 'departments');
      });
    },
    fields: (fields) => post('identify', 'custom.fields', { customFields: toCustomFields(fields) }),
    service: (rule, extraData) => {
      const json = { token: session.token, extraData };
      return call(`${API}triggers/${encodeURIComponent(rule)}/external-service/call`, raw, { method: 'POST', json });
    },
    async act(action, triggerId = context.clock.randomId()) {
      const interaction = toInteraction(action, session.rid, triggerId);
      if (!interaction) throw new ChatError('invalid', 'no app waits for this choice');
      const { appId, body } = interaction;
      const headers = { 'x-visitor-token': session.token ?? '' };
      const options = { method: 'POST', json: body, headers, timeoutMs: INTERACTION_MS };
      await call(`api/apps/ui.interaction/${encodeURIComponent(appId)}`, anything, options);
    },
    async forgetVisitor() {
      const token = encodeURIComponent(session.token ?? '');
      await call(`${API}visitor/${token}`, anything, { method: 'DELETE', capability: 'forget' });
    },
  };
}
