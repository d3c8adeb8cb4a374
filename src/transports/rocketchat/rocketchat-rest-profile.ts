import { toChatError } from '../../core/errors.js';
import { shape, type Reader, type Wire } from '../wire/readers.js';
import type { RestCall, RestCallOptions } from '../wire/rest/rest-caller.js';
import type { Profile, VisitorPatch } from './rocketchat-profile.js';
import type { RocketSession } from './rocketchat-session.js';
import { object } from './rocketchat-wire.js';

/** Messages that a page is asked to have. */
export const PAGE = 50;

const API = 'api/v1/livechat/';
const list: Reader<readonly unknown[]> = (value) => (Array.isArray(value) ? value : undefined);
const toVisitor = shape({ visitor: object });
const toSent = shape({ message: object });
const toPage = shape({ messages: list });

/** Custom fields as the server wants them: all three members are required. */
export function toCustomFields(fields: Record<string, string>): { key: string; value: string; overwrite: true }[] {
  return Object.entries(fields).map(([key, value]) => ({ key, value, overwrite: true }));
}

/** The visitor as `POST livechat/visitor` and `livechat:registerGuest` take it. */
export function toVisitorBody(patch: VisitorPatch, token: string | undefined): Wire {
  const { name, email, phone, department, fields } = patch;
  const given = Object.entries({ token, name, email, phone, department }).filter(([, said]) => said);
  return { ...Object.fromEntries(given), ...(fields && { customFields: toCustomFields(fields) }) };
}

/** REST for calls, for servers from 5.0 on; what they push comes over DDP. */
export function createRestProfile(call: RestCall, session: RocketSession): Profile {
  const ask = <T>(path: string, read: Reader<T>, options?: RestCallOptions): Promise<T> =>
    call(API + path, read, options);
  // The token stands in the query because this API wants it there.
  const query = (more: Record<string, string>): string =>
    `${new URLSearchParams({ ...(session.token && { token: session.token }), ...more })}`;

  return {
    name: 'rest',
    async register(patch, signal) {
      const json = { visitor: toVisitorBody(patch, session.token) };
      return (await ask('visitor', toVisitor, { method: 'POST', json, signal })).visitor;
    },
    openRoom: (signal) => ask(`room?${query({})}`, object, { signal }),
    async post(message, signal) {
      const json = { token: session.token, ...message };
      return (await ask('message', toSent, { method: 'POST', json, signal })).message;
    },
    async page(rid, end, signal) {
      const before = end === undefined ? undefined : { end: new Date(end).toISOString() };
      const path = `messages.history/${encodeURIComponent(rid)}?${query({ limit: `${PAGE}`, ...before })}`;
      return (await ask(path, toPage, { signal })).messages;
    },
    async find(_id, rid, signal) {
      try {
        return (await ask(`message/${encodeURIComponent(_id)}?${query({ rid })}`, toSent, { signal })).message;
      } catch (error) {
        if (toChatError(error).retryable) throw error;
        return undefined;
      }
    },
  };
}
