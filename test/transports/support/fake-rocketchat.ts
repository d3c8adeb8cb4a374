import type { TransportContext, TransportEvent } from '../../../src/core/transport.js';
import { createContractClock } from '../../../src/testing/contract-clock.js';
import { createTransport } from '../../../src/transports/rocketchat/rocketchat.js';
import { sleep } from '../../support/until.js';
import { json } from './fake-backend.js';
import { scriptedSockets, type Frame, type ScriptedSocket } from './scripted-socket.js';

export type Call = { method: string; path: string; body: Record<string, unknown>; headers: Headers };
export type Route = (call: Call) => Response | Promise<Response>;
/** Answers a method: its result, or a refusal by `{error}` alone. */
export type Method = (...params: unknown[]) => unknown;

/** As a server before 5.0 answers what it does not know. */
export const missing: Route = () => new Response('<h1>Not found', { status: 404 });
export const refuse = (error: string, status = 400): Response => json({ success: false, error }, status);
/** The visitor and the room that this server has. */
export const GUEST = { _id: 'V', username: 'guest-7', name: 'guest-7', token: 'T' };
export const ROOM = { _id: 'R', open: true };
export const ANA = { _id: 'A', username: 'ana', name: 'Ana' };
export const toMessage = (_id: string, more: object = {}): Frame => ({
  _id, rid: 'R', msg: _id, ts: { $date: 1000 }, u: ANA, ...more,
});

type Given = { routes?: Record<string, Route>; methods?: Record<string, Method>; options?: Record<string, string>; endpoint?: string };

/** The smallest server of Rocket.Chat, both kinds at once, as functions; a test replaces what it is about. */
export function fakeRocketchat({ routes = {}, methods = {}, options = {}, endpoint = 'https://chat.example' }: Given = {}) {
  const calls: Call[] = [];
  const events: TransportEvent[] = [];
  const clock = createContractClock();
  const allRoutes: Record<string, Route> = {
    'GET livechat/config': () => json({ config: { enabled: true, online: true }, success: true }),
    'POST livechat/visitor': () => json({ visitor: GUEST }),
    'GET livechat/room': () => json({ room: ROOM, newRoom: true }),
    'GET livechat/messages.history/R': () => json({ messages: [] }),
    'POST livechat/message': ({ body }) => json({ message: { ...body, ts: '1970-01-01T00:00:02.000Z', u: GUEST } }),
    ...routes,
  };
  const allMethods: Record<string, Method> = {
    'livechat:getInitialData': () => ({ enabled: true, online: true }),
    'livechat:registerGuest': () => ({ userId: 'V', visitor: GUEST }),
    'livechat:loadHistory': () => ({ messages: [] }),
    'livechat:getAgentData': () => undefined,
    sendMessageLivechat: (message) => ({ ...(message as object), ts: { $date: 2000 }, u: GUEST }),
    'stream-notify-room': () => undefined,
    ...methods,
  };
  const answer = (frame: Frame, socket: ScriptedSocket): void => {
    if (frame['msg'] === 'connect') socket.say({ msg: 'connected', session: 's' });
    if (frame['msg'] === 'sub') socket.say({ msg: 'ready', subs: [frame['id']] });
    if (frame['msg'] !== 'method') return;
    const method = allMethods[frame['method'] as string];
    const said = method ? method(...(frame['params'] as unknown[])) : { error: { error: 404, reason: 'Method not found' } };
    const isRefusal = typeof said === 'object' && said !== null && Object.keys(said).join() === 'error';
    socket.say({ msg: 'result', id: frame['id'], ...(isRefusal ? (said as object) : { result: said }) });
  };
  const { WebSocket, sockets } = scriptedSockets(answer);
  const context: TransportContext = {
    config: { transport: 'rocketchat', endpoint, site: '', locale: 'en', options },
    clock,
    WebSocket,
    emit: (event, resume) => {
      events.push(event);
      if (resume) self.resume = resume;
    },
    async fetch(input, init = {}) {
      const { pathname, search } = new URL(String(input));
      const path = pathname.replace(/^.*?\/api\/(v1\/)?/, '');
      const method = init.method ?? 'GET';
      const body = typeof init.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : {};
      const call = { method, path: path + search, body, headers: new Headers(init.headers) };
      calls.push(call);
      return (allRoutes[`${method} ${path}`] ?? missing)(call);
    },
  };
  const transport = createTransport(context);
  const signal = new AbortController().signal;
  const self = {
    transport, context, clock, events, calls, sockets, routes: allRoutes, methods: allMethods,
    resume: undefined as Record<string, unknown> | undefined,
    signal,
    get socket() {
      return sockets.at(-1)!;
    },
    connect: async (resume?: Record<string, unknown>) => {
      const connected = await transport.connect({ locale: 'en', page: { url: '', title: '' } }, resume, signal);
      self.resume = connected.resume;
      return connected;
    },
    send: (text: string, localId = 'local-1') =>
      transport.send({ localId, parts: [{ type: 'text', text, format: 'plain' }] }, signal),
    /** Connects with an open room, as a visitor who comes back. */
    resumed: async () => {
      allRoutes['GET livechat/config'] = () => json({ config: { online: true, guest: GUEST, room: ROOM } });
      const connected = await self.connect({ token: 'T', rid: 'R', visitorId: 'V', username: 'guest-7', profile: 'rest' });
      await sleep(0); // events flow from the next task on
      return connected;
    },
    push: (collection: string, topic: string, ...args: unknown[]) =>
      self.socket.say({ msg: 'changed', collection, id: 'id', fields: { eventName: `R${topic}`, args } }),
    told: (type: TransportEvent['type']) => events.filter((event) => event.type === type),
    /** Frames of methods that went out. */
    called: (method: string) => self.socket.sent.filter((frame) => frame['method'] === method).map(({ params }) => params),
  };
  return self;
}
