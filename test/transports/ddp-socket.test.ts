import { expect } from 'chai';
import { ChatError } from '../../src/core/errors.js';
import type { DdpListener, DdpSocket } from '../../src/transports/wire/ddp/ddp-socket.js';
import { openDdp } from '../../src/transports/wire/ddp/open-ddp.js';
import { FakeTime } from '../support/fake-time.js';
import { scriptedSockets, type Frame, type ScriptedSocket } from './support/scripted-socket.js';

type Script = (frame: Frame, socket: ScriptedSocket) => void;
const agree: Script = ({ msg }, socket) => {
  if (msg === 'connect') socket.say({ msg: 'connected', session: 's' });
};

function open(script: Script = agree) {
  const clock = new FakeTime();
  const { WebSocket, sockets } = scriptedSockets(script);
  const told: unknown[] = [];
  const listener: DdpListener = {
    onChanged: (collection, eventName, args) => told.push(['changed', collection, eventName, args]),
    onRaw: (name, data) => told.push(['raw', name, data]),
    onLost: ({ code }) => told.push(['lost', code]),
    toError: ({ error }) => new ChatError('invalid', String(error)),
  };
  const control = new AbortController();
  const opening = openDdp({ clock, WebSocket }, 'https://chat.example/sub/', listener, control.signal);
  return { clock, sockets, told, control, opening };
}

async function stands(script?: Script) {
  const made = open(script);
  const ddp: DdpSocket = await made.opening;
  return { ...made, ddp, socket: made.sockets[0]! };
}

const fails = async (work: Promise<unknown>): Promise<ChatError> => {
  const thrown: unknown = await work.then(() => 'fulfilled', (error: unknown) => error);
  if (!(thrown instanceof ChatError)) throw new Error(`no ChatError: ${String(thrown)}`);
  return thrown;
};

describe('the handshake of DDP', () => {
  it('keeps the sub-path, and passes over the first frame, which has no msg', async () => {
    const { sockets, told } = await stands((frame, socket) => {
      socket.say({ server_id: '0' });
      agree(frame, socket);
    });
    expect(sockets[0]!.url).to.equal('wss://chat.example/sub/websocket');
    expect(sockets[0]!.sent).to.deep.equal([{ msg: 'connect', version: '1', support: ['1', 'pre2', 'pre1'] }]);
    expect(told).to.deep.equal([]);
  });

  it('takes another version that the server asks for, on a fresh socket', async () => {
    const { sockets } = await stands(({ version }, socket) => {
      socket.say(version === 'pre2' ? { msg: 'connected', session: 's' } : { msg: 'failed', version: 'pre2' });
    });
    expect(sockets.map(({ sent }) => sent[0]!['version'])).to.deep.equal(['1', 'pre2']);
    expect(sockets[0]!.readyState).to.equal(3);
  });

  it('gives up for good where no version fits', async () => {
    for (const version of ['9', '1', undefined]) {
      const { opening, clock } = open((_, socket) => socket.say({ msg: 'failed', version }));
      const error = await fails(opening);
      expect([error.code, error.retryable]).to.deep.equal(['protocol', false]);
      expect(clock.open).to.equal(0);
    }
  });

  it('is given up when nobody answers, when the line breaks, and when the caller does', async () => {
    const mute = open(() => undefined);
    await Promise.resolve();
    mute.clock.advance(15_000);
    expect((await fails(mute.opening)).code).to.equal('timeout');
    const broken = open((_, socket) => socket.drop());
    expect((await fails(broken.opening)).code).to.equal('network');
    const unwanted = open(() => undefined);
    unwanted.control.abort();
    expect((await fails(unwanted.opening)).code).to.equal('aborted');
    for (const { clock, told } of [mute, broken, unwanted]) expect([clock.open, told]).to.deep.equal([0, []]);
  });

  it('calls an address that is none a mistake of the page', async () => {
    const listener = {} as DdpListener;
    const WebSocket = function refuse() {
      throw new SyntaxError('bad URL');
    } as unknown as typeof globalThis.WebSocket;
    const { signal } = new AbortController();
    for (const base of ['', 'ftp://x/']) {
      expect((await fails(openDdp({ clock: new FakeTime(), WebSocket }, base, listener, signal))).code).to.equal('config');
    }
  });
});

describe('a line of DDP', () => {
  it('answers a ping at once, with its id only if it has one', async () => {
    const { socket } = await stands();
    socket.say({ msg: 'ping' });
    socket.say({ msg: 'ping', id: '7' });
    expect(socket.sent.slice(1)).to.deep.equal([{ msg: 'pong' }, { msg: 'pong', id: '7' }]);
  });

  it('asks after 30 s of silence, and lives on whatever comes', async () => {
    const { socket, clock, told } = await stands();
    clock.advance(29_999);
    expect(socket.sent.length).to.equal(1);
    clock.advance(1);
    expect(socket.sent.at(-1)).to.deep.equal({ msg: 'ping' });
    socket.say({ msg: 'updated', methods: ['1'] });
    clock.advance(59_999);
    expect(told).to.deep.equal([]);
  });

  it('is dead after 60 s of silence; told once, with nothing left', async () => {
    const { socket, clock, told } = await stands();
    clock.advance(59_999);
    expect(told).to.deep.equal([]);
    clock.advance(1);
    expect(told).to.deep.equal([['lost', 'network']]);
    socket.drop();
    socket.say({ msg: 'changed', collection: 'c', fields: { eventName: 'e', args: [] } });
    clock.advance(600_000);
    expect(told).to.deep.equal([['lost', 'network']]);
    expect([clock.open, socket.readyState]).to.deep.equal([0, 3]);
  });

  it('is found dead at once by a device that slept', async () => {
    const { clock, told } = await stands();
    clock.advance(3_600_000);
    expect(told).to.deep.equal([['lost', 'network']]);
  });

  it('gives each result to its call, in whatever order; one may be absent', async () => {
    const { ddp, socket } = await stands();
    const calls = [ddp.call('a', [1]), ddp.call('b', [])];
    expect(socket.sent.slice(1)).to.deep.equal([
      { msg: 'method', method: 'a', params: [1], id: '1' },
      { msg: 'method', method: 'b', params: [], id: '2' },
    ]);
    for (const frame of [{ id: '9', result: 'stray' }, { id: '2' }, { id: '1', result: { at: { $date: 5 } } }]) {
      socket.say({ msg: 'result', ...frame });
    }
    expect(await Promise.all(calls)).to.deep.equal([{ at: new Date(5) }, undefined]);
  });

  it('reads a refusal by the dialect’s words, whether a text or a number names it', async () => {
    const { ddp, socket } = await stands();
    const calls = [ddp.call('a', []), ddp.call('b', [])];
    socket.say({ msg: 'result', id: '1', error: { error: 404 } });
    socket.say({ msg: 'result', id: '2', error: { error: 'not-allowed' } });
    const errors = await Promise.all(calls.map(fails));
    expect(errors.map(({ message }) => message)).to.deep.equal(['404', 'not-allowed']);
  });

  it('gives a call up after 15 s, not knowing what became of it; a late result harms nobody', async () => {
    const { ddp, socket, clock, told } = await stands();
    const call = ddp.call('a', []);
    clock.advance(15_000);
    const { code, outcome } = await fails(call);
    expect([code, outcome]).to.deep.equal(['timeout', 'unknown']);
    socket.say({ msg: 'result', id: '1', result: 1 });
    expect(told).to.deep.equal([]);
  });

  it('knows when a subscription stands, is refused, or ends later', async () => {
    const { ddp, socket, told } = await stands();
    const subs = ['s1', 's2', 's3'].map((id) => ddp.subscribe(id, 'stream', ['key', { useCollection: false }]));
    expect(socket.sent[1]).to.deep.equal({ msg: 'sub', id: 's1', name: 'stream', params: ['key', { useCollection: false }] });
    socket.say({ msg: 'nosub', id: 's2', error: { error: 'not-allowed' } });
    socket.say({ msg: 'ready', subs: ['s1', 's3', 'unknown'] });
    await Promise.all([subs[0], subs[2]]);
    expect((await fails(subs[1]!)).message).to.equal('not-allowed');
    socket.say({ msg: 'nosub', id: 's2' });
    expect(told).to.deep.equal([]);
    socket.say({ msg: 'nosub', id: 's3', error: { error: 'gone' } });
    expect(told).to.deep.equal([['lost', 'invalid']]);
  });

  it('routes by collection and event name, since every id is "id"', async () => {
    const { socket, told } = await stands();
    socket.say({ msg: 'changed', collection: 'stream-x', id: 'id', fields: { eventName: 'R/y', args: [{ $date: 1 }] } });
    expect(told).to.deep.equal([['changed', 'stream-x', 'R/y', [new Date(1)]]]);
  });

  it('takes odd frames for what they are and goes on', async () => {
    const { socket, told, ddp } = await stands();
    const odd = [
      'not json', '7', 'null', '[]', '"text"', new ArrayBuffer(8), '{"msg":"changed"}', '{"msg":"result"}',
      '{"msg":"ready","subs":{}}', '{"msg":"ready","subs":[null]}', '{"msg":"nosub"}', '{"msg":"constructor"}',
      '{"msg":{"toString":1}}', '{"msg":"error","reason":"Bad request"}', '{}',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`, `{"msg":"x","long":"${'y'.repeat(8_000_001)}"}`,
    ];
    for (const data of odd) socket.say(data);
    const names = told.map((one) => (one as unknown[])[1]);
    expect(names.filter((name) => name === 'frame').length).to.equal(9);
    expect(names).to.include.members(['changed', 'constructor', 'error']);
    const call = ddp.call('still', []);
    socket.say({ msg: 'result', id: '1', result: 'here' });
    expect(await call).to.equal('here');
  });

  it('leaves nothing when it is closed, and says nothing more', async () => {
    const { ddp, socket, clock, told } = await stands();
    const calls = [ddp.call('a', []), ddp.subscribe('s', 'x', [])];
    ddp.close();
    ddp.close();
    for (const call of [...calls, ddp.call('b', [])]) expect((await fails(call)).code).to.equal('aborted');
    socket.say({ msg: 'changed', collection: 'c', fields: { eventName: 'e', args: [] } });
    socket.drop();
    expect([told, clock.open, socket.readyState, socket.onmessage, socket.onclose]).to.deep.equal([[], 0, 3, null, null]);
  });

  it('tells a break once, and every open call that nobody knows its outcome', async () => {
    const { ddp, socket, told, clock } = await stands();
    const call = ddp.call('a', []);
    socket.drop();
    const { code, outcome, retryable } = await fails(call);
    expect([code, outcome, retryable]).to.deep.equal(['network', 'unknown', true]);
    expect([told, clock.open]).to.deep.equal([[['lost', 'network']], 0]);
  });

  it('closes with the signal that opened it', async () => {
    const { control, socket, clock } = await stands();
    control.abort();
    expect([socket.readyState, clock.open]).to.deep.equal([3, 0]);
  });
});
