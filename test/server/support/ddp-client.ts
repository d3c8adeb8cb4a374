import { WebSocket } from 'ws';
import { until } from '../../support/until.js';
import type { Json } from './rest-visitor.js';

export type DdpClient = Awaited<ReturnType<typeof openDdp>>;

/** A raw DDP client: sends what it is told and keeps every frame it gets. Answers pings unless it plays dead. */
export async function openDdp(url: string, { greet = true, pongs = true, path = '/rocketchat/websocket' } = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`);
  const frames: Json[] = [];
  let count = 0;
  let closed = false;
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Json;
    frames.push(frame);
    if (pongs && String(frame['msg']) === 'ping') send({ msg: 'pong' });
  });
  socket.on('close', () => (closed = true));
  socket.on('error', () => (closed = true));
  const send = (frame: unknown): void => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  await new Promise<void>((resolve, reject) => socket.once('open', () => resolve()).once('error', reject));

  /** The next frame that fits, taken out of what came; what came before it stays. */
  const next = (fits: (frame: Json) => boolean, timeoutMs?: number): Promise<Json> =>
    until(() => {
      const index = frames.findIndex(fits);
      return index < 0 ? undefined : frames.splice(index, 1)[0];
    }, undefined, timeoutMs);
  const nextOf = (msg: string): Promise<Json> => next((frame) => String(frame['msg']) === msg);

  const client = {
    socket,
    frames,
    send,
    next,
    nextOf,
    isClosed: () => closed,
    waitForClose: () => until(() => closed),
    /** The `result` frame of a call. */
    call: async (method: string, ...params: unknown[]) => {
      const id = String(++count);
      send({ msg: 'method', method, params, id });
      const result = await next((frame) => frame['msg'] === ('result' as unknown) && frame['id'] === (id as unknown));
      await next((frame) => frame['msg'] === ('updated' as unknown) && String(frame['methods']?.[0]) === id);
      return result;
    },
    /** The `ready` or `nosub` frame of a subscription. */
    subscribe: async (name: string, ...params: unknown[]) => {
      const id = `sub-${++count}`;
      send({ msg: 'sub', id, name, params });
      return next(
        (frame) =>
          (String(frame['msg']) === 'ready' && String(frame['subs']?.[0]) === id) ||
          (String(frame['msg']) === 'nosub' && String(frame['id']) === id),
      );
    },
    /** The arguments of the next `changed` frame of an event, if they fit. */
    event: async (collection: string, eventName: string, fits: (first: Json, all: Json) => boolean = () => true) => {
      const frame = await next(
        ({ msg, collection: name, fields }) =>
          String(msg) === 'changed' &&
          String(name) === collection &&
          String(fields?.['eventName']) === eventName &&
          fits(fields?.['args']?.[0] ?? ({} as Json), fields?.['args'] ?? ({} as Json)),
      );
      return frame['fields']?.['args'] ?? ({} as Json);
    },
    /** Answers once everything sent so far has been dealt with. */
    settle: async () => {
      const id = `settle-${++count}`;
      send({ msg: 'ping', id });
      await next((frame) => String(frame['msg']) === 'pong' && String(frame['id']) === id);
    },
    close: () => {
      socket.close();
      return until(() => closed);
    },
  };
  if (greet) {
    send({ msg: 'connect', version: '1', support: ['1', 'pre2', 'pre1'] });
    await nextOf('connected');
  }
  return client;
}

/** The second parameter of a subscription as current clients send it. */
export const credentials = (token: string) => ({ useCollection: false, args: [{ token, visitorToken: token }] });
