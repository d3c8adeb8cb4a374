import type { TransportContext, TransportEvent } from '../../../src/core/transport.js';
import { createContractClock } from '../../../src/testing/contract-clock.js';

export type Seen = { method: string; path: string; headers: Headers; body: unknown; init: RequestInit };
type Answer = Response | Promise<Response>;
export type Route = (seen: Seen, init: RequestInit) => Answer;

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A stream that a test writes to; it errors when the request is aborted, as a real one does. */
export function stream(init: RequestInit): { response: Response; write(text: string): void; end(): void } {
  let control: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (given) => void (control = given) });
  init.signal?.addEventListener('abort', () => control?.error(new Error('aborted')));
  const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
  return {
    response: new Response(body, { headers }),
    write: (text) => control?.enqueue(new TextEncoder().encode(text)),
    end: () => control?.close(),
  };
}

/** A request that is never answered, but can be aborted. */
export function hang(init: RequestInit): Promise<Response> {
  return new Promise((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
}

/** The smallest backend of the open REST contract, as functions; a test replaces what it is about. */
export function fakeBackend(routes: Record<string, Route> = {}) {
  const seen: Seen[] = [];
  const events: TransportEvent[] = [];
  const clock = createContractClock();
  const all: Record<string, Route> = {
    'POST session': () => json({ token: 't1', visitorId: 'v1', conversation: null, cursor: 'c1' }),
    'GET messages': () => json({ messages: [], hasMore: false }),
    'GET events': (_, init) => stream(init).response,
    'POST messages': () => json({ message: { id: 'm1' } }, 201),
    ...routes,
  };
  const context: TransportContext = {
    config: { transport: 'rest', endpoint: 'https://api.example/chat', site: 's', locale: 'en', options: {} },
    clock,
    WebSocket: globalThis.WebSocket,
    emit: (event, resume) => {
      events.push(event);
      resumes.push(resume);
    },
    fetch: async (input, init = {}) => {
      const url = new URL(String(input));
      const path = url.pathname.replace('/chat/', '') + url.search;
      const method = init.method ?? 'GET';
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : init.body;
      const one = { method, path, headers: new Headers(init.headers), body, init };
      seen.push(one);
      const route = all[`${method} ${path.split('?')[0]}`];
      return route ? route(one, init) : new Response('', { status: 404 });
    },
  };
  const resumes: unknown[] = [];
  return { context, clock, events, resumes, seen, routes: all };
}
