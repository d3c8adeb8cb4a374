import assert from 'node:assert/strict';
import { credentials, openDdp } from './ddp-client.js';
import type { Json } from './rest-visitor.js';

export type RocketAnswer = { status: number; headers: Headers; text: string; body: Json };

/** One REST call below `/rocketchat`. */
export async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<RocketAnswer> {
  const raw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array;
  const response = await fetch(`${url}/rocketchat${path}`, {
    method,
    headers: { ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Json };
}

/** One livechat call; `GET message/x?…` in one text. */
export function livechat(url: string, call: string, body?: unknown, headers?: Record<string, string>): Promise<RocketAnswer> {
  const [method = '', path = ''] = call.split(' ');
  return ask(url, method, `/api/v1/livechat/${path}`, body, headers);
}

/** The same, where only success will do. */
export async function succeed(url: string, call: string, body?: unknown, headers?: Record<string, string>): Promise<Json> {
  const answer = await livechat(url, call, body, headers);
  assert.equal(answer.status, 200, `${call}: ${answer.text}`);
  assert.equal(answer.body['success'], true, call);
  return answer.body;
}

let visitors = 0;

export type RocketVisitor = Awaited<ReturnType<typeof openRocketVisitor>>;

/** A registered visitor with an open room. */
export async function openRocketVisitor(url: string, more: Record<string, unknown> = {}) {
  const token = `token-${process.pid}-${++visitors}`;
  const { visitor = {} as Json } = await succeed(url, 'POST visitor', { visitor: { token, name: 'Eva', ...more } });
  const rid = String((await succeed(url, `GET room?token=${token}`))['room']?.['_id']);
  let count = 0;
  return {
    token,
    rid,
    visitor,
    id: String(visitor['_id']),
    username: String(visitor['username']),
    say: async (msg: string, _id = `${token}-m${++count}`) =>
      (await succeed(url, 'POST message', { token, rid, msg, _id }))['message'] ?? ({} as Json),
    history: async (query = '') => {
      const { messages } = await succeed(url, `GET messages.history/${rid}?token=${token}${query}`);
      return messages as unknown as Json[];
    },
    upload: (bytes: Uint8Array, name = 'a.png', fields: Record<string, string> = {}, headers: Record<string, string> = { 'x-visitor-token': token }) => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)]), name);
      for (const [field, value] of Object.entries(fields)) form.append(field, value);
      return livechat(url, `POST upload/${rid}`, form, headers);
    },
    /** A socket that follows all there is about the room. */
    follow: async () => {
      const client = await openDdp(url);
      const topics = ['user-activity', 'typing', 'deleteMessage', 'messagesRead'].map((topic) => `${rid}/${topic}`);
      const wanted = [
        ['stream-room-messages', rid],
        ['stream-livechat-room', rid],
        ...topics.map((topic) => ['stream-notify-room', topic]),
      ] as const;
      for (const [name = '', eventName] of wanted) {
        assert.equal(String((await client.subscribe(name, eventName, credentials(token)))['msg']), 'ready');
      }
      return client;
    },
  };
}
