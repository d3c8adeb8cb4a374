import { openEventReader } from './event-reader.js';
import type { Answer, Json } from './rest-visitor.js';
import { call as restCall } from './rest-visitor.js';

/** One call of the server, by its whole path. */
export async function ask(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  // The helper of the REST tests speaks below /rest.
  return restCall(url, method, `/..${path}`, body, headers);
}

/** The management API of a server, with its token. */
export function createAdmin(url: string, token: string) {
  const send = (method: string, path: string, body?: unknown) =>
    ask(url, method, `/chatvisor/api/v1${path}`, body, { Authorization: `Bearer ${token}` });
  return {
    get: (path: string) => send('GET', path),
    put: (path: string, body: unknown) => send('PUT', path, body),
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    delete: (path: string) => send('DELETE', path),
  };
}

/** A visitor of the chat wire. */
export async function openCustomer(url: string, claims: Record<string, unknown> = {}, token?: string) {
  const session = await ask(
    url,
    'POST',
    '/chatvisor/chat/session',
    { locale: 'en', page: { url: 'https://shop.example/', title: 'Shop', referrer: '' }, ...claims },
    token === undefined ? {} : { Authorization: `Bearer ${token}` },
  );
  if (session.status !== 200) throw new Error(`no session: ${session.text}`);
  const authorization = { Authorization: `Bearer ${String(session.body['token'])}` };
  const send = (method: string, path: string, body?: unknown) =>
    ask(url, method, `/chatvisor/chat${path}`, body, authorization);
  const keys = Math.random().toString(36);
  let count = 0;
  return {
    id: String(session.body['visitorId']),
    token: String(session.body['token']),
    session: session.body,
    get: (path: string) => send('GET', path),
    post: (path: string, body: unknown = {}) => send('POST', path, body),
    patch: (path: string, body: unknown) => send('PATCH', path, body),
    delete: (path: string) => send('DELETE', path),
    say: async (text: string): Promise<Json> => {
      const sent = await send('POST', '/messages', { localId: `${keys}-${++count}`, text });
      if (sent.status !== 201) throw new Error(`not sent: ${sent.text}`);
      return sent.body['message'] as Json;
    },
    /** Everything from the beginning of the session on. */
    stream: () => openEventReader(`${url}/chatvisor/chat/events?cursor=${String(session.body['cursor'])}`, authorization),
  };
}
