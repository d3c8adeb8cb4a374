import assert from 'node:assert/strict';
import { openEventReader } from './event-reader.js';

/** An answer, its JSON typed as whatever the test looks at. */
export type Answer = { status: number; headers: Headers; text: string; body: Json };

/** JSON as tests read it: any path may be asked for, and is undefined when missing. */
export interface Json {
  readonly [name: string]: Json;
  readonly [index: number]: Json;
}

/** A JSON list to iterate over. */
export function listOf(json: Json | undefined): Json[] {
  return Array.isArray(json) ? json : [];
}

/** One call of the contract, without any cleverness. */
export async function call(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof FormData || body instanceof Uint8Array;
  const response = await fetch(`${url}/rest${path}`, {
    method,
    headers: { ...(body === undefined || raw ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, text, body: (isJson && text !== '' ? JSON.parse(text) : {}) as Json };
}

export type RestVisitor = Awaited<ReturnType<typeof openVisitor>>;

/** Opens a session and speaks as that visitor. */
export async function openVisitor(url: string, claims: Record<string, unknown> = {}, token?: string) {
  const session = await call(
    url,
    'POST',
    '/session',
    { locale: 'en', page: { url: 'https://shop.example/', title: 'Shop', referrer: '' }, ...claims },
    token === undefined ? {} : { Authorization: `Bearer ${token}` },
  );
  assert.equal(session.status, 200, session.text);
  return speakAs(url, session);
}

function speakAs(url: string, session: Answer) {
  const token = String(session.body['token']);
  const authorization = { Authorization: `Bearer ${token}` };
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    call(url, method, path, body, { ...authorization, ...headers });
  let count = 0;
  return {
    token,
    id: String(session.body['visitorId']),
    session: session.body,
    ask,
    post: (path: string, body: unknown = {}) => ask('POST', path, body),
    get: (path: string) => ask('GET', path),
    /** Says something under a fresh key; answers the message. */
    say: async (text: string, more: Record<string, unknown> = {}) => {
      const sent = await ask('POST', '/messages', { localId: `local-${++count}`, text, ...more });
      assert.equal(sent.status, 201, sent.text);
      return sent.body['message'] ?? {};
    },
    upload: (bytes: Uint8Array, name: string, type = 'application/octet-stream') => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
      return ask('POST', '/uploads', form);
    },
    /** Long poll. */
    poll: (cursor: string, wait = 0) => ask('GET', `/events?cursor=${cursor}&wait=${wait}`),
    stream: (cursor: string, headers: Record<string, string> = {}) =>
      openEventReader(`${url}/rest/events?cursor=${cursor}`, { ...authorization, ...headers }),
  };
}
