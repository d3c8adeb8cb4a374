import { expect } from 'chai';
import type { Socket } from 'phoenix';
import { createContractClock, type ContractClock } from '../../src/testing/contract-clock.js';
import { PhoenixPush, type PushListener } from '../../src/transports/pancake/pancake-push.js';
import { createSocket } from '../../src/transports/pancake/pancake-socket.js';
import { toSettings } from '../../src/transports/pancake/pancake-settings.js';
import { phoenixVectors } from '../server/support/phoenix-vectors.js';
import { sleep } from '../support/until.js';
import { FakeSocket } from './support/fake-socket.js';

const Fake = FakeSocket as unknown as typeof WebSocket;
const settings = toSettings({
  transport: 'pancake', endpoint: 'https://pages.example', site: '', locale: 'en', options: { 'page-id': 'web_demo' },
});
const room = { topic: 'room:1', payload: { token: 't' }, isOwn: true };

/** Counts the listeners that somebody leaves at window and document. */
function countListeners(work: () => void): number {
  let count = 0;
  const places: EventTarget[] = [window, document];
  const restore = places.map((place) => {
    const add = place.addEventListener;
    place.addEventListener = (...args: Parameters<typeof add>) => {
      count += 1;
      add.apply(place, args);
    };
    return () => Reflect.deleteProperty(place, 'addEventListener');
  });
  work();
  for (const undo of restore) undo();
  return count;
}

describe('the official client with our settings', () => {
  let socket: Socket & { ref: number };
  const lines = phoenixVectors[0]!.lines;
  const answers = (...indexes: number[]): void => {
    for (const index of indexes) FakeSocket.last.receive(lines[index]!.replace('<- ', ''));
  };
  /** The next thing the client does takes this reference, as in the recording. */
  const next = (ref: number): void => void (socket.ref = ref - 1);

  beforeEach(() => {
    FakeSocket.all = [];
    socket = createSocket(settings, Fake, () => undefined) as typeof socket;
    socket.connect();
  });
  afterEach(() => socket.disconnect());

  it('asks for exactly the documented address', () => {
    expect(FakeSocket.last.url).to.equal('wss://pages.example/socket/websocket?pke_chat_plugin_page_id=web_demo&vsn=2.0.0');
  });

  it('sends what was recorded at a real server, byte by byte', () => {
    const heard: unknown[] = [];
    const note = (name: string) => (payload: unknown) => void heard.push([name, payload]);
    FakeSocket.last.open();
    const channel = socket.channel('room:1', { token: 't' });
    channel.on('shout', note('shout'));
    next(5);
    channel.join().receive('ok', note('join'));
    answers(1);
    channel.push('echo', { a: 'é' }).receive('ok', note('echo'));
    answers(3);
    channel.push('fail', { a: 1 }).receive('error', note('fail'));
    answers(5);
    channel.push('shout', { m: 1 });
    channel.push('push_bin', {});
    channel.push('bin', Uint8Array.of(1, 2).buffer);
    answers(9);
    channel.push('silent', {});
    socket.push({ topic: 'phoenix', event: 'heartbeat', payload: {}, ref: socket.makeRef() });
    answers(14);
    const denied = socket.channel('room:deny', {});
    next(15);
    denied.join().receive('error', (payload: unknown) => {
      note('deny')(payload);
      denied.leave();
    });
    answers(16);
    const unknown = socket.channel('nope:1', {});
    next(19);
    unknown.join().receive('error', (payload: unknown) => {
      note('nope')(payload);
      unknown.leave();
    });
    answers(19, 20);
    next(22);
    channel.push('crash', {});
    const expected = lines.slice(0, 24).filter((line) => line.startsWith('-> ')).map((line) => line.slice(3));
    expect(FakeSocket.last.sent).to.deep.equal(expected);
    expect(heard).to.deep.equal([
      ['join', { id: '1', params: { token: 't' } }], ['echo', { a: 'é' }], ['fail', { a: 1 }], ['shout', { m: 1 }],
      ['deny', { reason: 'denied' }], ['nope', { reason: 'unmatched topic' }],
    ]);
  });

  it('leaves no listener at the page, and gives the page its own function back', () => {
    const { addEventListener } = window;
    expect(countListeners(() => createSocket(settings, Fake, () => undefined))).to.equal(0);
    expect(window.addEventListener).to.equal(addEventListener);
    expect(Object.hasOwn(window, 'addEventListener')).to.equal(false);
    expect(Object.hasOwn(document, 'addEventListener')).to.equal(false);
    const own = (): void => undefined;
    window.addEventListener = own;
    try {
      createSocket(settings, Fake, () => undefined);
      expect(window.addEventListener).to.equal(own);
    } finally {
      Reflect.deleteProperty(window, 'addEventListener');
    }
  });

  it('does not come back by itself, nor with the page', async () => {
    FakeSocket.last.open();
    window.dispatchEvent(new Event('pagehide'));
    expect(FakeSocket.last.readyState).to.equal(1);
    FakeSocket.last.drop();
    window.dispatchEvent(new Event('pageshow'));
    window.dispatchEvent(new Event('visibilitychange'));
    await sleep(60);
    expect(FakeSocket.all).to.have.length(1);
  });

  it('takes no option from the prototype of a page', () => {
    const page = Object.prototype as { authToken?: string; logger?: unknown };
    page.authToken = 'stolen';
    page.logger = () => expect.fail('a logger of the page');
    try {
      createSocket(settings, Fake, () => undefined).connect();
      FakeSocket.last.open();
    } finally {
      delete page.authToken;
      delete page.logger;
    }
    expect(FakeSocket.all).to.have.length(2);
  });
});

describe('the socket of a visitor', () => {
  let clock: ContractClock;
  let push: PhoenixPush;
  let heard: unknown[];
  const sent = (): unknown[] => FakeSocket.last.sent.map((text) => JSON.parse(text) as unknown);
  const receive = (frame: unknown): void => FakeSocket.last.receive(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const sentLike = (event: string): unknown[][] => (sent() as unknown[][]).filter((frame) => frame[3] === event);
  /** Of the newest join. */
  const joinRef = (): string => String(sentLike('phx_join').at(-1)?.[0]);
  const joined = (): void => receive([joinRef(), joinRef(), 'room:1', 'phx_reply', { response: {}, status: 'ok' }]);

  beforeEach(() => {
    FakeSocket.all = [];
    heard = [];
    clock = createContractClock();
    const listener: PushListener = {
      joined: () => void heard.push('joined'),
      frame: ({ topic, event, payload }) => void heard.push([topic, event, payload]),
      nonsense: (raw) => void heard.push(['nonsense', raw]),
      down: (wasJoined) => void heard.push(['down', wasJoined]),
    };
    const context = { clock, WebSocket: Fake } as unknown as ConstructorParameters<typeof PhoenixPush>[0];
    push = new PhoenixPush(context, settings, room, listener);
  });
  afterEach(() => push.close());

  it('joins when it is open, and hears what comes there or anywhere', () => {
    expect(sent()).to.deep.equal([]);
    FakeSocket.last.open();
    expect(sent()).to.deep.equal([[joinRef(), joinRef(), 'room:1', 'phx_join', { token: 't' }]]);
    joined();
    receive([null, null, 'room:1', 'shout', { m: 1 }]);
    receive([joinRef(), null, 'room:1', 'evt', { m: 2 }]);
    receive([null, null, 'never:joined', 'evt', { m: 3 }]);
    expect(heard).to.deep.equal(['joined', ['room:1', 'shout', { m: 1 }], ['room:1', 'evt', { m: 2 }], ['never:joined', 'evt', { m: 3 }]]);
  });

  it('drops what belongs to a join that is over', () => {
    FakeSocket.last.open();
    joined();
    const first = joinRef();
    receive([first, first, 'room:1', 'phx_error', {}]);
    expect(sentLike('phx_leave').map(([ref]) => ref)).to.deep.equal([first]);
    clock.advance(5000);
    expect(joinRef()).not.to.equal(first);
    joined();
    receive([first, null, 'room:1', 'evt', { stale: true }]);
    receive([first, first, 'room:1', 'phx_close', {}]);
    receive([joinRef(), null, 'room:1', 'evt', { fresh: true }]);
    receive([Number(joinRef()), null, 'room:1', 'evt', { numbered: true }]);
    expect(heard).to.deep.equal(['joined', 'joined', ['room:1', 'evt', { fresh: true }], ['room:1', 'evt', { numbered: true }]]);
    expect(sentLike('phx_join')).to.have.length(2);
  });

  it('stays without the channel where the join is refused', () => {
    FakeSocket.last.open();
    receive([null, joinRef(), 'room:1', 'phx_reply', { response: { reason: 'unmatched topic' }, status: 'error' }]);
    clock.advance(11_000);
    receive([null, null, 'page:web_demo', 'evt', { m: 1 }]);
    expect(sent().map((frame) => (frame as unknown[])[3])).to.deep.equal(['phx_join', 'phx_leave']);
    expect(heard).to.deep.equal([['page:web_demo', 'evt', { m: 1 }]]);
  });

  it('beats every twelve seconds, and is dead after 25 without any frame', () => {
    FakeSocket.last.open();
    joined();
    clock.advance(12_500);
    const [beat] = sentLike('heartbeat');
    expect(beat).to.deep.equal([null, beat?.[1], 'phoenix', 'heartbeat', {}]);
    receive([null, beat?.[1], 'phoenix', 'phx_reply', { response: {}, status: 'ok' }]);
    clock.advance(12_500);
    expect(sentLike('heartbeat')).to.have.length(2);
    expect(heard).to.deep.equal(['joined']);
    clock.advance(13_000);
    expect(heard).to.deep.equal(['joined', ['down', true]]);
    expect(clock.pending).to.equal(0);
  });

  it('gives up an opening that never ends, and one that is refused', () => {
    clock.advance(26_000);
    expect(heard).to.deep.equal([['down', false]]);
    FakeSocket.last.drop();
    expect(heard).to.have.length(1);
  });

  it('tells once that it is over', () => {
    FakeSocket.last.open();
    joined();
    FakeSocket.last.drop();
    FakeSocket.last.drop();
    expect(heard).to.deep.equal(['joined', ['down', true]]);
    expect(clock.pending).to.equal(0);
  });

  it('hears nothing once it is closed, though the server never answers', () => {
    FakeSocket.last.open();
    joined();
    push.close();
    push.close();
    expect(sentLike('phx_leave').map(([ref]) => ref)).to.deep.equal([joinRef()]);
    expect(FakeSocket.last.readyState).to.equal(2);
    receive([null, null, 'room:1', 'evt', {}]);
    receive('nonsense');
    FakeSocket.last.drop();
    expect(heard).to.deep.equal(['joined']);
    expect(clock.pending).to.equal(0);
  });

  it('takes nonsense for what it is', () => {
    FakeSocket.last.open();
    const nonsense = ['', 'null', '{"topic":"x"}', '[]', '[null,null,7,"evt",{}]', '[null,null,"t",7,{}]', '{broken'];
    for (const text of nonsense) receive(text);
    FakeSocket.last.receive(new ArrayBuffer(4));
    receive([joinRef(), '99', 'room:1', 'phx_reply', null]);
    receive([joinRef(), '98', 'room:1', 'phx_reply', { status: {}, response: 7 }]);
    expect(heard).to.have.length(nonsense.length + 1);
    joined();
    receive([null, null, 'room:1', 'evt', 'text']);
    expect(heard.slice(-2)).to.deep.equal(['joined', ['room:1', 'evt', {}]]);
  });
});
