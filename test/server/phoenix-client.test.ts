import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Channel, Socket } from 'phoenix';
import { WebSocket } from 'ws';
import { startRooms } from './support/phoenix-endpoint.js';

/** The official client is the judge: what it understands is Phoenix. */

const { url } = await startRooms();
const endpoint = url.replace(/\/websocket$/, '');

type Options = NonNullable<ConstructorParameters<typeof Socket>[1]>;

async function withSocket(work: (socket: Socket) => Promise<void>, options: Partial<Options> = {}): Promise<void> {
  const socket = new Socket(endpoint, { transport: WebSocket as never, rejoinAfterMs: () => 10, timeout: 2000, ...options });
  const opened = new Promise<void>((resolve) => socket.onOpen(resolve));
  socket.connect();
  await opened;
  try {
    await work(socket);
  } finally {
    await new Promise<void>((resolve) => socket.disconnect(resolve));
  }
}

type Outcome = [status: string, response: unknown];

function outcomeOf(push: ReturnType<Channel['push']>): Promise<Outcome> {
  return new Promise((resolve) => {
    for (const status of ['ok', 'error', 'timeout'] as const) push.receive(status, (response) => resolve([status, response]));
  });
}

async function joined(socket: Socket, topic: string, params: object = {}): Promise<Channel> {
  const channel = socket.channel(topic, params);
  assert.equal((await outcomeOf(channel.join()))[0], 'ok');
  return channel;
}

test('it joins, pushes, hears and leaves', () =>
  withSocket(async (socket) => {
    const channel = socket.channel('room:1', { token: 't' });
    assert.deepEqual(await outcomeOf(channel.join()), ['ok', { id: '1', params: { token: 't' } }]);
    assert.deepEqual(await outcomeOf(channel.push('echo', { a: 'é' })), ['ok', { a: 'é' }]);
    assert.deepEqual(await outcomeOf(channel.push('fail', { a: 1 })), ['error', { a: 1 }]);
    const shouted = new Promise((resolve) => channel.on('shout', resolve));
    channel.push('shout', { m: 1 });
    assert.deepEqual(await shouted, { m: 1 });
    assert.deepEqual(await outcomeOf(channel.leave()), ['ok', {}]);
    assert.equal(channel.state, 'closed');
  }));

test('it hears that a topic is refused or unknown', () =>
  withSocket(async (socket) => {
    assert.deepEqual(await outcomeOf(socket.channel('room:deny').join()), ['error', { reason: 'denied' }]);
    assert.deepEqual(await outcomeOf(socket.channel('nope:1').join()), ['error', { reason: 'unmatched topic' }]);
  }));

test('it sends and hears bytes', () =>
  withSocket(async (socket) => {
    const channel = await joined(socket, 'room:1');
    const pushed = new Promise((resolve) => channel.on('bin_evt', resolve));
    channel.push('push_bin', {});
    assert.deepEqual(new Uint8Array((await pushed) as ArrayBuffer), Uint8Array.of(1, 2, 3));
    const [status, bytes] = await outcomeOf(channel.push('bin', Uint8Array.of(1, 2).buffer));
    assert.deepEqual([status, new Uint8Array(bytes as ArrayBuffer)], ['ok', Uint8Array.of(1, 2, 255)]);
  }));

test('it comes back after a crash with a new join_ref, and is answered', () =>
  withSocket(async (socket) => {
    const channel = await joined(socket, 'room:1');
    const failed = new Promise<void>((resolve) => channel.onError(() => resolve()));
    channel.push('crash', {});
    await failed;
    const rejoined = new Promise<void>((resolve) => {
      const wait = setInterval(() => {
        if (channel.state !== 'joined') return;
        clearInterval(wait);
        resolve();
      }, 5);
    });
    await rejoined;
    assert.deepEqual(await outcomeOf(channel.push('echo', { again: true })), ['ok', { again: true }]);
  }));

test('it does not come back after the server stopped the channel', () =>
  withSocket(async (socket) => {
    const channel = await joined(socket, 'room:1');
    const closed = new Promise<void>((resolve) => channel.onClose(() => resolve()));
    assert.deepEqual(await outcomeOf(channel.push('stop', {})), ['ok', { bye: true }]);
    await closed;
    assert.equal(channel.state, 'closed');
  }));

test('a second channel of a topic takes the place of the first', () =>
  withSocket(async (socket) => {
    const first = await joined(socket, 'room:1');
    const second = await joined(socket, 'room:1');
    assert.equal(first.state, 'closed');
    assert.deepEqual(await outcomeOf(second.push('echo', {})), ['ok', {}]);
  }));

test('its heartbeats are answered', () =>
  withSocket(
    async (socket) => {
      let beats = 0;
      const answered = new Promise<void>((resolve) =>
        socket.onMessage(({ topic }: { topic?: string }) => {
          if (topic === 'phoenix' && ++beats === 3) resolve();
          return undefined as never;
        }),
      );
      await answered;
      assert.ok(socket.isConnected());
    },
    { heartbeatIntervalMs: 30 },
  ));
