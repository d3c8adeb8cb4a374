import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client';
import { until } from '../../support/until.js';
import type { Json } from './rest-visitor.js';

/** What the tests use of a client, of version 4 or 2. */
export type Client = {
  id?: string;
  connected: boolean;
  on(event: string, listener: (payload: Json) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  connect(): unknown;
  disconnect(): unknown;
};

/** Everything a client heard, in order. */
export type Heard = { event: string; payload: Json };

const connectOld = createRequire(import.meta.url)('socket.io-client-v2') as (url: string, options: object) => Client;

const events = ['messageArrived', 'conversationInfo', 'connect', 'disconnect', 'connect_error', 'error'];

type Options = { version?: 2 | 4; transports?: string[] } & Partial<ManagerOptions & SocketOptions>;

/** A socket of the official client; closed by whoever opened it. */
export function openSocket(url: string, { version = 4, ...options }: Options = {}) {
  const settings = { path: '/expertflow/socket.io', forceNew: true, reconnection: false, ...options };
  const client = version === 2 ? connectOld(url, settings) : (io(url, settings) as unknown as Client);
  const heard: Heard[] = [];
  for (const event of events) client.on(event, (payload) => heard.push({ event, payload }));

  const comes = <T>(find: () => T | undefined, what: string): Promise<NonNullable<T>> =>
    until(find, () => `${what}; heard ${JSON.stringify(heard).slice(0, 4000)}`);
  const messages = () => heard.filter(({ event }) => event === 'messageArrived').map(({ payload }) => payload);
  const activities = (type?: string) =>
    messages().filter((each) => each['type'] === ('ActivityMessage' as unknown) && (type === undefined || String(each['activityType']) === type));
  const chats = () => messages().filter((each) => String(each['type']) === 'ChatMessage');
  return {
    client,
    heard,
    messages,
    activities,
    chats,
    activityTypes: () => activities().map((each) => String(each['activityType'])),
    texts: () => chats().map((each) => String(each['text'])),
    /** Emits and waits for the acknowledgement. */
    ask: (event: string, payload: unknown, timeoutMs = 5000): Promise<Json> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no acknowledgement of ${event}`)), timeoutMs);
        client.emit(event, payload, (answer: Json) => {
          clearTimeout(timer);
          resolve(answer);
        });
      }),
    waitForEvent: (event: string, count = 1) =>
      comes(() => heard.filter((each) => each.event === event)[count - 1], `${event} (${count})`).then(({ payload }) => payload ?? ({} as Json)),
    waitForActivity: (type: string, count = 1) => comes(() => activities(type)[count - 1], `${type} (${count})`),
    waitForText: (text: string, count = 1) =>
      comes(() => chats().filter((each) => String(each['text']) === text)[count - 1], `the words ${text} (${count})`),
    waitForDisconnect: () => comes(() => !client.connected, 'the end of the socket'),
    close: () => client.disconnect(),
  };
}

export type OpenSocket = ReturnType<typeof openSocket>;

/** One REST call of the customer channel. */
export async function callExpertflow(url: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/expertflow${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, bytes, text, body: (isJson ? JSON.parse(text) : {}) as Json };
}

let count = 0;

/** The least a request must say; every one is somebody else. */
export function initBody(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { channel: 'web', refId: `customer-${++count}`, firstName: 'Ann', lastName: 'Lee', ...more };
}

/** Opens a conversation. */
export async function initChat(url: string, more: Record<string, unknown> = {}) {
  const { status, body, text } = await callExpertflow(url, 'POST', '/api/customer/init', initBody(more));
  assert.equal(status, 200, text);
  const { id, name } = body['participant'] as Json;
  return { conversationId: String(body['conversationId']), id: String(id), name: String(name), answer: body };
}

export type Joining = { conversationId: string; id: string; name: string };

/** A customer who has opened a conversation and joined it. */
export async function openCustomer(url: string, more: Record<string, unknown> = {}, options: Options = {}) {
  const chat = await initChat(url, more);
  const socket = openSocket(url, options);
  const { conversationId, id, name } = chat;
  const join = () => socket.client.emit('joinConversation', { conversationId, id, name });
  join();
  const info = await socket.waitForEvent('conversationInfo');
  const message = (text: string, extra: Record<string, unknown> = {}) => ({
    conversationId, type: 'ChatMessage', from: { id, name }, to: [], text, refId: '', tag: '', attachments: [], ...extra,
  });
  return {
    ...socket,
    conversationId,
    id,
    name,
    info,
    join,
    message,
    say: (text: string, extra: Record<string, unknown> = {}) => socket.ask('sendMessage', message(text, extra)),
  };
}
