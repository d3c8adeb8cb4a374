import assert from 'node:assert/strict';
import { openEventReader } from './event-reader.js';
import type { Answer, Json } from './rest-visitor.js';

type Call = { url: string; action?: string; key?: string | null; method?: string; query?: string; body?: unknown; headers?: Record<string, string> };

/** One call of `visitor_api.php` (or another script of the API), without any cleverness. */
export async function ask(script: 'visitor_api' | 'chat_api', call: Call): Promise<Answer> {
  const { url, action = '', key = script === 'chat_api' ? 'demo-api-key' : 'demo-key', query = '', body, headers = {} } = call;
  const raw = typeof body === 'string' || body instanceof FormData;
  const address = `${url}/chatgonow/api/${script}.php?action=${action}${key === null ? '' : `&key=${key}`}${query}`;
  const response = await fetch(address, {
    method: call.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(raw ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: raw ? (body as BodyInit) : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: (text === '' ? {} : JSON.parse(text)) as Json };
}

export type ChatgonowVisitor = Awaited<ReturnType<typeof initVisitor>>;

/** Calls `init` and speaks as that visitor. */
export async function initVisitor(url: string, claims: Record<string, unknown> = {}, more: { key?: string; token?: string } = {}) {
  const { key = 'demo-key', token: held } = more;
  const headers: Record<string, string> = held === undefined ? {} : { Authorization: `Bearer ${held}` };
  const opened = await ask('visitor_api', { url, action: 'init', key, body: { page_url: 'https://shop.example/', ...claims }, headers });
  assert.equal(opened.status, 200, opened.text);
  const session = opened.body['data'] as Json;
  const token = String(session['visitor_token']);
  const authorization = { Authorization: `Bearer ${token}` };
  const act = (action: string, body?: unknown, query = '') =>
    ask('visitor_api', { url, action, key, query, body, headers: authorization });
  let count = 0;
  return {
    token,
    session,
    act,
    /** Sends under a fresh key; answers `data`. */
    say: async (content: string): Promise<Json> => {
      const sent = await act('send', { client_id: `own-${++count}`, content });
      assert.equal(sent.status, 200, sent.text);
      return sent.body['data'] as Json;
    },
    show: (bytes: Uint8Array, clientId: string, name = 'picture.png') => {
      const form = new FormData();
      form.append('client_id', clientId);
      form.append('file', new Blob([new Uint8Array(bytes)]), name);
      return act('upload', form);
    },
    history: async (query = ''): Promise<Json> => {
      const page = await act('history', undefined, query);
      assert.equal(page.status, 200, page.text);
      return page.body['data'] as Json;
    },
    poll: async (cursor: unknown, wait = 0): Promise<Json> => {
      const answer = await act('poll', undefined, `&cursor=${String(cursor)}&wait=${wait}`);
      assert.equal(answer.status, 200, answer.text);
      return answer.body['data'] as Json;
    },
    stream: (cursor: unknown) =>
      openEventReader(`${url}/chatgonow/api/visitor_api.php?action=stream&key=${key}&cursor=${String(cursor)}`, authorization),
  };
}

/** The texts of history rows or of message events. */
export function contentsOf(rows: Json | undefined): string[] {
  assert.ok(Array.isArray(rows));
  return (rows as Json[]).map((row) => String((row['message'] ?? row)['content']));
}
