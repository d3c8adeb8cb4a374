import { expect } from 'chai';
import { ChatError } from '../../src/core/errors.js';
import type { MediaPart } from '../../src/core/model.js';
import type { TransportEvent } from '../../src/core/transport.js';
import { eventually } from '../../src/testing/contract-assert.js';
import { json } from './support/fake-backend.js';
import { ANA, fakeRocketchat, GUEST, missing, refuse, ROOM, toMessage } from './support/fake-rocketchat.js';

const fails = async (work: Promise<unknown> | undefined): Promise<ChatError> => {
  const thrown: unknown = await work?.then(() => 'fulfilled', (error: unknown) => error);
  if (!(thrown instanceof ChatError)) throw new Error(`no ChatError: ${String(thrown)}`);
  return thrown;
};
const paths = (calls: { method: string; path: string }[]): string[] => calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
const last = <T extends TransportEvent['type']>(events: TransportEvent[], type: T) =>
  events.findLast((event): event is Extract<TransportEvent, { type: T }> => event.type === type);
const OLD = { 'GET livechat/config': missing };

describe('which kind of server it is', () => {
  it('is found out by the config; prepare makes nobody and opens nothing', async () => {
    const { transport, calls, sockets, signal, told } = fakeRocketchat({ endpoint: 'https://chat.example/sub/' });
    const prepared = await transport.prepare!(signal);
    expect(prepared).to.deep.include({ availability: 'online' });
    expect([paths(calls), sockets.length]).to.deep.equal([['GET livechat/config'], 0]);
    expect(told('capabilities').length).to.equal(1);
  });

  for (const status of [404, 405]) {
    it(`is an older one where REST answers ${status}; nothing is left of the asking`, async () => {
      const fake = fakeRocketchat({ routes: { 'GET livechat/config': () => new Response('', { status }) } });
      const prepared = await fake.transport.prepare!(fake.signal);
      expect(prepared).to.deep.include({ availability: 'online' });
      expect(fake.called('livechat:getInitialData').length).to.equal(1);
      expect([fake.socket.readyState, fake.clock.pending]).to.deep.equal([3, 0]);
      const { resume } = await fake.connect();
      expect(resume).to.deep.include({ profile: 'ddp', visitorId: 'V', username: 'guest-7' });
      expect(paths(fake.calls)).to.deep.equal(['GET livechat/config']);
    });
  }

  it('is remembered by the resume token, and found out anew where the server has changed', async () => {
    const old = fakeRocketchat({ routes: OLD, methods: { 'livechat:getInitialData': () => ({ visitor: GUEST }) } });
    await old.connect({ token: 'T', visitorId: 'V', profile: 'ddp' });
    expect(old.calls).to.deep.equal([]);
    const changed = fakeRocketchat({ methods: { 'livechat:getInitialData': () => ({ error: { error: 404 } }) } });
    const { resume } = await changed.connect({ token: 'T', visitorId: 'V', profile: 'ddp' });
    expect(resume?.['profile']).to.equal('rest');
  });

  it('is what the page says, come what may', async () => {
    const rest = fakeRocketchat({ routes: OLD, options: { profile: 'rest' } });
    expect((await fails(rest.connect())).code).to.equal('unsupported');
    const ddp = fakeRocketchat({ options: { profile: 'ddp' } });
    await ddp.connect();
    expect(ddp.calls).to.deep.equal([]);
  });

  it('is not asked over DDP because of a failure', async () => {
    const fake = fakeRocketchat({ routes: { 'GET livechat/config': () => new Response('', { status: 503 }) } });
    expect((await fails(fake.transport.prepare!(fake.signal))).code).to.equal('server');
    expect(fake.sockets.length).to.equal(0);
  });

  it('is a mistake of the page where the endpoint is no address', async () => {
    const fake = fakeRocketchat({ endpoint: 'http://' });
    expect((await fails(fake.connect())).code).to.equal('config');
    expect((await fails(fake.transport.prepare!(fake.signal))).code).to.equal('config');
    expect([fake.sockets.length, fake.clock.pending]).to.deep.equal([0, 0]);
  });

  it('says who would be next where a trigger speaks in that name, and asks nobody otherwise', async () => {
    const toTrigger = (sender: string) => ({
      _id: 't', conditions: [{ name: 'time-on-site', value: '5' }], actions: [{ name: 'send-message', params: { sender, name: 'Bo', msg: 'Hi' } }],
    });
    const cases = [
      { sender: 'queue', online: true, answer: { agent: ANA }, asked: 1, told: [{ id: 'A', name: 'Ana' }] },
      { sender: 'queue', online: true, answer: { error: 'agent-not-found' }, asked: 1, told: [] },
      { sender: 'queue', online: false, answer: { agent: ANA }, asked: 0, told: [] },
      { sender: 'custom', online: true, answer: { agent: ANA }, asked: 0, told: [] },
    ];
    for (const { sender, online, answer, asked, told } of cases) {
      const config = { enabled: true, online, triggers: [toTrigger(sender)] };
      const fake = fakeRocketchat({ routes: { 'GET livechat/config': () => json({ config }) } });
      const isNext = ({ path }: { path: string }): boolean => path.startsWith('livechat/agent.next/');
      const { fetch } = fake.context;
      fake.context.fetch = async (input, init) => {
        const response = await fetch(input, init);
        return String(input).includes('/agent.next/') ? json(answer, 'error' in answer ? 400 : 200) : response;
      };
      const { agents } = await fake.transport.prepare!(fake.signal);
      expect([fake.calls.filter(isNext).length, agents], `${sender} ${online}`).to.deep.equal([asked, told]);
      expect(fake.calls.some(({ path }) => path === 'livechat/visitor')).to.equal(false);
    }
  });

  it('says that CORS is off where the socket opens and REST does not', async () => {
    const fake = fakeRocketchat({ routes: { 'GET livechat/config': () => Promise.reject(new TypeError('Failed to fetch')) } });
    const error = await fails(fake.connect());
    expect([error.code, error.retryable]).to.deep.equal(['network', true]);
    expect(error.message).to.contain('API_Enable_CORS');
  });
});

describe('connecting to Rocket.Chat', () => {
  it('makes the visitor but no room; the first message does', async () => {
    const fake = fakeRocketchat();
    const { conversation } = await fake.connect();
    expect(conversation).to.deep.equal({ state: 'none' });
    expect(paths(fake.calls)).to.deep.equal(['GET livechat/config', 'POST livechat/visitor']);
    expect(fake.socket.sent.map(({ msg }) => msg)).to.deep.equal(['connect']);
    const ack = await fake.send('hi');
    expect(ack).to.deep.equal({ id: 'local-1', createdAt: 2000 });
    const token = fake.resume?.['token'];
    expect(fake.calls.at(-1)?.body).to.deep.equal({ token, _id: 'local-1', rid: 'R', msg: 'hi' });
    // The streams are followed before the message goes, or its echo would be missed.
    const subs = fake.socket.sent.filter(({ msg }) => msg === 'sub').map(({ name, params }) => [name, (params as unknown[])[0]]);
    expect(subs).to.deep.include.members([['stream-room-messages', 'R'], ['stream-livechat-room', 'R'], ['stream-notify-room', 'R/user-activity']]);
    expect(fake.socket.sent.find(({ msg }) => msg === 'sub')?.['params']).to.deep.equal([
      'R', { useCollection: false, args: [{ token, visitorToken: token }] },
    ]);
    await fake.send('more', 'local-2');
    expect(paths(fake.calls).filter((path) => path === 'GET livechat/room').length).to.equal(1);
  });

  it('makes one visitor, though the socket fails twice after that', async () => {
    const fake = fakeRocketchat();
    const { WebSocket } = fake.context;
    fake.context.WebSocket = class {
      constructor() {
        throw new Error('blocked');
      }
    } as unknown as typeof WebSocket;
    for (let n = 0; n < 2; n += 1) await fails(fake.connect());
    fake.context.WebSocket = WebSocket;
    fake.routes['GET livechat/config'] = () => json({ config: { guest: GUEST } });
    await fake.connect();
    const tokens = fake.calls.filter(({ method }) => method === 'POST').map(({ body }) => (body['visitor'] as { token: string }).token);
    expect([...new Set([...tokens, fake.resume?.['token']])].length).to.equal(1);
    await fake.transport.disconnect();
    // Once it has been told, the core alone decides who the visitor is.
    fake.routes['GET livechat/config'] = () => json({ config: {} });
    expect((await fake.connect()).resume?.['token']).not.to.equal(tokens[0]);
  });

  it('tells the server who the visitor is, in the only department there is', async () => {
    const departments = [{ _id: 'd1', name: 'Sales', showOnRegistration: true }];
    const fake = fakeRocketchat({ routes: { 'GET livechat/config': () => json({ config: { departments } }) } });
    const visitor = { name: 'Ada', email: 'ada@x.example', fields: { plan: 'pro' }, locale: 'en', page: { url: '', title: '' } };
    await fake.transport.connect(visitor, undefined, fake.signal);
    const { token: _, ...sent } = fake.calls[1]!.body['visitor'] as Record<string, unknown>;
    expect(sent).to.deep.equal({
      name: 'Ada', email: 'ada@x.example', department: 'd1', customFields: [{ key: 'plan', value: 'pro', overwrite: true }],
    });
  });

  it('brings a known visitor back without making them again', async () => {
    const fake = fakeRocketchat();
    const { conversation, visitorId } = await fake.resumed();
    expect([conversation, visitorId]).to.deep.equal([{ id: 'R', state: 'queued' }, 'V']);
    expect(paths(fake.calls)).to.deep.equal(['GET livechat/config', 'GET livechat/messages.history/R']);
    expect(fake.calls[0]!.path).to.contain('token=T');
  });

  it('subscribes under the same ids on every line', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    await fake.transport.disconnect();
    await fake.resumed();
    const ids = fake.sockets.map(({ sent }) => sent.filter(({ msg }) => msg === 'sub').map(({ id }) => id));
    expect(ids[0]!.length).to.be.greaterThan(4);
    expect(ids[1]).to.deep.equal(ids[0]);
  });

  it('tells once of a room that was closed meanwhile, and then begins anew', async () => {
    const fake = fakeRocketchat({
      routes: {
        'GET livechat/config': () => json({ config: { guest: GUEST } }),
        'GET livechat/messages.history/R': () => json({ messages: [toMessage('m1')] }),
      },
    });
    const first = await fake.connect({ token: 'T', rid: 'R', visitorId: 'V' });
    expect(first.conversation).to.deep.equal({ id: 'R', state: 'ended' });
    expect(first.history.messages.map(({ id }) => id)).to.deep.equal(['m1']);
    expect((await fails(fake.send('too late'))).code).to.equal('ended');
    const second = await fake.connect(first.resume);
    expect(second.conversation).to.deep.equal({ state: 'none' });
    await fake.send('anew');
  });

  it('bears a closed room whose history is closed too', async () => {
    const routes = {
      'GET livechat/config': () => json({ config: { guest: GUEST } }),
      'GET livechat/messages.history/R': () => refuse('invalid-room'),
    };
    const { history } = await fakeRocketchat({ routes }).connect({ token: 'T', rid: 'R', visitorId: 'V' });
    expect(history.messages).to.deep.equal([]);
  });

  it('holds what comes meanwhile back until the answer is there', async () => {
    const fake = fakeRocketchat();
    fake.routes['GET livechat/messages.history/R'] = () => {
      fake.push('stream-room-messages', '', toMessage('early'));
      return json({ messages: [] });
    };
    const connecting = fake.resumed();
    await connecting;
    expect(fake.events.map(({ type }) => type)).to.deep.equal(['capabilities', 'message', 'conversation']);
  });

  it('refuses to guess when an optional stream is refused, but needs the messages', async () => {
    const refuseSub = (name: string) => {
      const fake = fakeRocketchat();
      const say = fake.context.WebSocket;
      class Refusing extends (say as unknown as new (url: string) => { send(text: string): void; say(frame: object): void }) {
        override send(text: string): void {
          const { msg, id, name: asked } = JSON.parse(text) as Record<string, string>;
          if (msg === 'sub' && asked === name) this.say({ msg: 'nosub', id, error: { error: 'not-allowed' } });
          else super.send(text);
        }
      }
      fake.context.WebSocket = Refusing as unknown as typeof WebSocket;
      return fake;
    };
    await refuseSub('stream-notify-room').resumed();
    expect((await fails(refuseSub('stream-room-messages').resumed())).code).to.equal('forbidden');
  });
});

describe('what is sent to Rocket.Chat', () => {
  it('is looked for in the history when a resend is refused', async () => {
    const fake = fakeRocketchat({
      routes: {
        'POST livechat/message': () => refuse('Cannot convert undefined or null to object'),
        'GET livechat/message/local-1': () => json({ message: toMessage('local-1', { ts: '1970-01-01T00:00:03.000Z' }) }),
      },
    });
    await fake.resumed();
    expect(await fake.send('again')).to.deep.equal({ id: 'local-1', createdAt: 3000 });
  });

  it('is refused when it is not there either; an unreachable history is no refusal', async () => {
    const fake = fakeRocketchat({ routes: { 'POST livechat/message': () => refuse('odd'), 'GET livechat/message/local-1': () => refuse('invalid-message') } });
    await fake.resumed();
    const error = await fails(fake.send('x'));
    expect([error.code, error.message, error.retryable]).to.deep.equal(['invalid', 'odd', false]);
    fake.routes['GET livechat/message/local-1'] = () => new Response('', { status: 502 });
    expect((await fails(fake.send('x'))).retryable).to.equal(true);
  });

  it('is not looked for when the token or the pace is refused', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    fake.routes['POST livechat/message'] = () => refuse('Error, too many requests. Please slow down. You must wait 9 seconds before trying this endpoint again. [error-too-many-requests]', 429);
    const error = await fails(fake.send('x'));
    expect([error.code, error.retryAfterMs]).to.deep.equal(['rate-limited', 9000]);
    fake.routes['POST livechat/message'] = () => refuse('[invalid-token]');
    expect((await fails(fake.send('x'))).code).to.equal('auth');
    expect(last(fake.events, 'connection-lost')?.error?.code).to.equal('auth');
    expect(paths(fake.calls)).not.to.include('GET livechat/message/local-1');
  });

  for (const name of ['invalid-room', 'room-closed']) {
    it(`ends the conversation when it is answered ${name}`, async () => {
      const fake = fakeRocketchat({ routes: { 'POST livechat/message': () => refuse(name) } });
      await fake.resumed();
      expect((await fails(fake.send('x'))).code).to.equal('ended');
      expect(last(fake.events, 'conversation')?.conversation).to.deep.equal({ id: 'R', state: 'ended' });
    });
  }

  it('is kept from servers where nobody is on duty, and from those that want it shorter', async () => {
    const fake = fakeRocketchat({ routes: { 'GET livechat/room': () => refuse('no-agent-online') } });
    await fake.connect();
    expect((await fails(fake.send('x'))).code).to.equal('forbidden');
    await eventually('nobody is on duty', () => last(fake.events, 'availability')?.state === 'offline');
    const short = fakeRocketchat({ routes: { 'GET livechat/config': () => json({ config: { settings: { limitTextLength: 3 } } }) } });
    await short.connect();
    expect((await fails(short.send('four'))).code).to.equal('too-large');
    await short.send('abc');
  });

  it('is typed in the form that the server knows', async () => {
    const fake = fakeRocketchat();
    await fake.connect();
    await fake.transport.setTyping!(true);
    expect(fake.called('stream-notify-room')).to.deep.equal([]);
    await fake.resumed();
    await fake.transport.setTyping!(true);
    await fake.transport.setTyping!(false);
    expect(fake.called('stream-notify-room')).to.deep.equal([
      ['R/user-activity', 'guest-7', ['user-typing'], { token: 'T' }],
      ['R/user-activity', 'guest-7', [], { token: 'T' }],
    ]);
    const old = fakeRocketchat({ routes: OLD, methods: { 'livechat:getInitialData': () => ({ visitor: GUEST, room: ROOM }) } });
    await old.connect({ token: 'T', visitorId: 'V' });
    await old.transport.setTyping!(true);
    expect(old.called('stream-notify-room').map((params) => (params as unknown[]).slice(0, 3))).to.deep.equal([
      ['R/user-activity', 'guest-7', ['user-typing']], ['R/typing', 'guest-7', true],
    ]);
  });
});

describe('a file for Rocket.Chat', () => {
  const upload = toMessage('up1', {
    u: GUEST, msg: '', file: { _id: 'F' }, ts: '1970-01-01T00:00:01.000Z',
    attachments: [{ title: 'a.txt', title_link: '/file-upload/F/a.txt' }],
  });
  async function begin() {
    const fake = fakeRocketchat();
    await fake.resumed();
    // XMLHttpRequest would leave the fake: as where there is none.
    const xhr = Object.getOwnPropertyDescriptor(globalThis, 'XMLHttpRequest')!;
    Object.defineProperty(globalThis, 'XMLHttpRequest', { value: undefined, configurable: true, writable: true });
    const send = async (): Promise<MediaPart> => {
      try {
        return await fake.transport.upload!(new File(['x'], 'a.txt', { type: 'text/plain' }), () => undefined, fake.signal);
      } finally {
        Object.defineProperty(globalThis, 'XMLHttpRequest', xhr);
      }
    };
    return { fake, send };
  }

  it('is a message already: its echo waits for the row, which takes it over', async () => {
    const { fake, send } = await begin();
    fake.routes['POST livechat/upload/R'] = ({ headers }) => {
      expect(headers.get('x-visitor-token')).to.equal('T');
      fake.push('stream-room-messages', '', upload);
      return json(upload);
    };
    const part = await send();
    expect(part).to.deep.include({ type: 'file', name: 'a.txt', mime: 'text/plain', uploadId: 'up1' });
    expect(fake.told('message')).to.deep.equal([]);
    const ack = await fake.transport.send({ localId: 'local-u', parts: [part] }, fake.signal);
    expect(ack).to.deep.equal({ id: 'up1', createdAt: 1000 });
    expect(fake.told('message')).to.have.lengthOf(1);
    expect(last(fake.events, 'message')?.message).to.deep.include({ id: 'up1', localId: 'local-u' });
    expect(paths(fake.calls)).not.to.include('POST livechat/message');
  });

  it('holds another device\'s files back only while it is on its way', async () => {
    const { fake, send } = await begin();
    const other = { ...upload, _id: 'up2' };
    fake.routes['POST livechat/upload/R'] = () => {
      fake.push('stream-room-messages', '', other);
      fake.push('stream-room-messages', '', upload);
      return json(upload);
    };
    await send();
    expect(fake.told('message').map((event) => 'message' in event && event.message.id)).to.deep.equal(['up2']);
    // An echo that comes behind the answer waits as well.
    fake.push('stream-room-messages', '', upload);
    expect(fake.told('message')).to.have.lengthOf(1);
  });

  it('is shown when it is there although its upload failed', async () => {
    const { fake, send } = await begin();
    fake.routes['POST livechat/upload/R'] = () => {
      fake.push('stream-room-messages', '', upload);
      return Promise.reject(new TypeError('the line broke'));
    };
    expect((await fails(send())).outcome).to.equal('unknown');
    expect(last(fake.events, 'message')?.message.id).to.equal('up1');
  });

  it('with words is two messages, as for everybody else', async () => {
    const { fake, send } = await begin();
    fake.routes['POST livechat/upload/R'] = () => json(upload);
    const part = await send();
    const words = { type: 'text', text: 'see', format: 'plain' } as const;
    const ack = await fake.transport.send({ localId: 'local-u', parts: [part, words] }, fake.signal);
    expect(ack.id).to.equal('local-u');
    expect(last(fake.events, 'message')?.message).to.deep.include({ id: 'up1', localId: 'up1' });
  });

  it('is refused for what the server says', async () => {
    const { fake, send } = await begin();
    const codes: string[] = [];
    for (const answer of [{ reason: 'error-type-not-allowed' }, { reason: 'error-size-not-allowed', sizeAllowed: '100 MB' }, { error: 'Invalid file' }]) {
      fake.routes['POST livechat/upload/R'] = () => json({ success: false, ...answer }, 400);
      Object.defineProperty(globalThis, 'XMLHttpRequest', { value: undefined, configurable: true, writable: true });
      codes.push((await fails(send())).code);
    }
    expect(codes).to.deep.equal(['bad-type', 'too-large', 'invalid']);
    // The limit stands in no config; whoever ran into it is told before the next time.
    expect(last(fake.events, 'config')?.config).to.deep.equal({ upload: { maxBytes: 104_857_600 } });
    fake.push('stream-room-messages', '', upload);
    expect(fake.told('message')).to.have.lengthOf(1);
  });
});

describe('what comes from Rocket.Chat', () => {
  it('is dropped when it belongs to another room', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    const before = fake.events.length;
    const foreign = { eventName: 'OTHER', args: [toMessage('x')] };
    for (const fields of [foreign, { ...foreign, eventName: 'OTHER/typing' }, { ...foreign, eventName: 'R', args: [toMessage('x', { rid: 'OTHER' })] }]) {
      for (const collection of ['stream-room-messages', 'stream-notify-room', 'stream-livechat-room']) {
        if (fields.eventName !== 'R' || collection === 'stream-room-messages') fake.socket.say({ msg: 'changed', collection, id: 'id', fields });
      }
    }
    expect(fake.events.slice(before)).to.deep.equal([]);
  });

  it('is an edit where it says so, and stays one in the frames behind it', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    fake.push('stream-room-messages', '', toMessage('m1'));
    fake.push('stream-room-messages', '', toMessage('m1', { msg: 'new', editedAt: { $date: 2000 } }));
    fake.push('stream-room-messages', '', toMessage('m1', { msg: 'newest' }));
    expect(fake.told('message').length).to.equal(1);
    expect(last(fake.events, 'message-updated')?.message).to.deep.include({ editedAt: 2000, parts: [{ type: 'text', text: 'newest', format: 'markdown' }] });
  });

  it('is never "edited" where a machine writes: its answers grow by edits', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    const bot = { bot: { i: 'b' } };
    fake.push('stream-room-messages', '', toMessage('m1', { ...bot, msg: 'It' }));
    fake.push('stream-room-messages', '', toMessage('m1', { ...bot, msg: 'It grows', editedAt: { $date: 2000 } }));
    fake.push('stream-room-messages', '', toMessage('m1', { ...bot, msg: 'It grows.' }));
    const updates = fake.events.flatMap((event) => (event.type === 'message-updated' ? [event.message] : []));
    expect(updates.map(({ parts }) => 'text' in parts[0]! && parts[0].text)).to.deep.equal(['It grows', 'It grows.']);
    for (const update of updates) expect(update).not.to.have.property('editedAt');
    expect(fake.told('message')).to.have.lengthOf(1);
  });

  it('is gone when it is deleted, one by one or many at once', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    for (const id of ['m1', 'm2']) fake.push('stream-room-messages', '', toMessage(id));
    fake.push('stream-notify-room', '/deleteMessage', { _id: 'm1' });
    fake.push('stream-notify-room', '/deleteMessageBulk', { rid: 'R', ts: { $gt: { $date: 0 } }, users: [], excludePinned: false });
    await eventually('both', () => fake.told('message-deleted').length === 3);
    expect(fake.told('message-deleted').map((event) => 'id' in event && event.id)).to.deep.equal(['m1', 'm1', 'm2']);
  });

  it('is read up to the newest own message of that time', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    for (const [id, ms] of [['o1', 1000], ['o2', 2000], ['o3', 3000]] as const) {
      fake.push('stream-room-messages', '', toMessage(id, { u: GUEST, ts: { $date: ms } }));
    }
    fake.push('stream-room-messages', '', toMessage('theirs', { ts: { $date: 2400 } }));
    fake.push('stream-notify-room', '/messagesRead', { until: { $date: 2500 } });
    expect(last(fake.events, 'receipt')).to.deep.equal({ type: 'receipt', upTo: 'o2', state: 'read' });
  });

  it('is typing in both forms, by the person who writes', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    fake.push('stream-livechat-room', '', { type: 'agentData', data: { ...ANA, status: 'online' } });
    fake.push('stream-notify-room', '/user-activity', 'ana', ['user-typing']);
    fake.push('stream-notify-room', '/typing', 'ana', false);
    fake.push('stream-notify-room', '/typing', 'guest-7', true);
    const author = { role: 'agent', id: 'A', name: 'Ana' };
    expect(fake.told('typing')).to.deep.equal([{ type: 'typing', on: true, author }, { type: 'typing', on: false, author }]);
  });

  it('says who serves, how they are, and the place in line', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    const agents = [{ id: 'A', name: 'Ana' }];
    fake.push('stream-livechat-room', '', { type: 'queueData', data: { spot: 2, estimatedWaitTimeSeconds: 90, message: { text: 'x' } } });
    expect(last(fake.events, 'queue')?.queue).to.deep.equal({ position: 2, etaSeconds: 90 });
    fake.push('stream-livechat-room', '', { type: 'agentData', data: { ...ANA, status: 'online' } });
    expect(last(fake.events, 'availability')).to.deep.equal({ type: 'availability', state: 'online', agents });
    expect(last(fake.events, 'conversation')?.conversation).to.deep.equal({ id: 'R', state: 'active' });
    fake.push('stream-livechat-room', '', { type: 'agentStatus', status: 'away' });
    expect(last(fake.events, 'availability')).to.deep.equal({ type: 'availability', state: 'busy', agents });
    fake.push('stream-livechat-room', '', { type: 'agentData' });
    expect(last(fake.events, 'conversation')?.conversation.state).to.equal('queued');
    expect(last(fake.events, 'availability')?.agents).to.deep.equal([]);
  });

  it('cannot bring a conversation back that is over', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    fake.push('stream-room-messages', '', toMessage('c', { t: 'livechat-close' }));
    fake.push('stream-livechat-room', '', { type: 'queueData', data: { spot: 1 } });
    fake.push('stream-livechat-room', '', { type: 'agentData', data: ANA });
    expect(fake.told('conversation')).to.have.lengthOf(1);
    expect(last(fake.events, 'conversation')?.conversation.state).to.equal('ended');
    expect(fake.told('queue')).to.deep.equal([]);
  });

  it('waits for the code that shows files, and so does what is behind it', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    const attachments = [{ title: 'a.png', image_url: '/file-upload/F/a.png' }];
    fake.push('stream-room-messages', '', toMessage('m1', { attachments }));
    fake.push('stream-room-messages', '', toMessage('m2'));
    fake.push('stream-notify-room', '/deleteMessage', { _id: 'm2' });
    await eventually('both', () => fake.told('message').length === 2);
    const told = fake.events.flatMap((event) => ('message' in event ? [event.message.parts[0]?.type] : event.type === 'message-deleted' ? [event.type] : []));
    expect(told).to.deep.equal(['image', 'text', 'message-deleted']);
  });

  it('is shown with files in the history, too', async () => {
    const fake = fakeRocketchat();
    const attachments = [{ title: 'a.txt', title_link: '/file-upload/F/a.txt' }];
    fake.routes['GET livechat/messages.history/R'] = () => json({ messages: [toMessage('m1', { attachments })] });
    const { history } = await fake.resumed();
    expect(history.messages[0]?.parts.map(({ type }) => type)).to.deep.equal(['file', 'text']);
  });

  it('ends the chat, even where config hides it, and names who did', async () => {
    const fake = fakeRocketchat();
    fake.routes['GET livechat/config'] = () => json({ config: {} });
    await fake.resumed();
    fake.routes['GET livechat/config'] = () => json({ config: { guest: GUEST, room: ROOM, settings: { hiddenSystemMessages: ['livechat-close'] } } });
    await fake.connect(fake.resume);
    await eventually('the start', () => fake.told('capabilities').length === 2);
    fake.push('stream-room-messages', '', toMessage('c', { t: 'livechat-close' }));
    fake.push('stream-room-messages', '', toMessage('c2', { t: 'livechat-close', u: { _id: 'B', username: 'bo' } }));
    expect(fake.told('conversation')).to.deep.equal([{ type: 'conversation', conversation: { id: 'R', state: 'ended', by: 'Ana' } }]);
    expect(fake.resume).to.deep.include({ rid: 'R', ended: 'R' });
    expect(fake.told('message')).to.deep.equal([]);
  });

  it('is kept as raw where nobody knows it, but never what only the team may see', async () => {
    const fake = fakeRocketchat();
    await fake.resumed();
    fake.push('stream-room-messages', '', toMessage('s', { private: true }));
    fake.push('stream-room-messages', '', toMessage('n', { t: 'new-in-9' }));
    fake.push('stream-livechat-room', '', { type: 'new' });
    fake.push('stream-notify-room', '/videoconf', 'call1');
    fake.push('stream-new', '', 1);
    expect(fake.told('raw').map((event) => 'name' in event && event.name)).to.deep.equal([
      'message new-in-9', 'stream-livechat-room', 'stream-notify-room/videoconf', 'stream-new',
    ]);
    expect(fake.told('message')).to.deep.equal([]);
  });
});

describe('the history of Rocket.Chat', () => {
  /** The newest first, several at one time, before `end` as the server reads it. */
  function withHistory(count: number, size = 50) {
    const all = Array.from({ length: count }, (_, n) => toMessage(`m${n}`, { ts: new Date(1000 + Math.floor(n / 3)).toISOString() })).reverse();
    const fake = fakeRocketchat();
    fake.routes['GET livechat/messages.history/R'] = ({ path }) => {
      const end = Date.parse(new URLSearchParams(path.split('?')[1]).get('end') ?? '9999-01-01');
      return json({ messages: all.filter(({ ts }) => Date.parse(ts as string) < end).slice(0, size) });
    };
    return fake;
  }
  const ids = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `m${from + n}`);

  it('pages back without holes, though messages share a time', async () => {
    const fake = withHistory(200);
    const { history } = await fake.resumed();
    const found = history.messages.map(({ id }) => id);
    expect([found, history.hasMore]).to.deep.equal([ids(170, 200), true]);
    for (let more = true; more; ) {
      const page = await fake.transport.loadHistory!({ before: found[0]!, limit: 30 }, fake.signal);
      found.unshift(...page.messages.map(({ id }) => id));
      more = page.hasMore;
    }
    expect(found).to.deep.equal(ids(0, 200));
  });

  it('pages forward from a message that an earlier life has seen', async () => {
    const fake = withHistory(200);
    await fake.resumed();
    const page = await fake.transport.loadHistory!({ after: 'm99', limit: 30 }, fake.signal);
    expect([page.messages.map(({ id }) => id), page.hasMore]).to.deep.equal([ids(100, 130), true]);
    const older = await fake.transport.loadHistory!({ before: 'm20', limit: 30 }, fake.signal);
    expect([older.messages.map(({ id }) => id), older.hasMore]).to.deep.equal([ids(0, 20), false]);
    expect((await fails(fake.transport.loadHistory!({ after: 'unknown', limit: 30 }, fake.signal))).code).to.equal('not-found');
  });

  it('goes on behind a page of which nothing is shown', async () => {
    const fake = fakeRocketchat();
    const hidden = Array.from({ length: 50 }, (_, n) => toMessage(`h${n}`, { t: 'command', ts: new Date(9000 - n).toISOString() }));
    fake.routes['GET livechat/messages.history/R'] = ({ path }) =>
      json({ messages: path.includes('end=') ? [hidden.at(-1), toMessage('m1', { ts: new Date(1).toISOString() })] : hidden });
    const { history } = await fake.resumed();
    expect(history.messages.map(({ id }) => id)).to.deep.equal(['m1']);
  });

  it('ends where a server gives the same page for ever', async () => {
    const fake = withHistory(20, 50);
    fake.routes['GET livechat/messages.history/R'] = () => json({ messages: Array.from({ length: 50 }, (_, n) => toMessage(`m${n}`, { t: 'command' })) });
    const { history } = await fake.resumed();
    expect(history).to.deep.equal({ messages: [], hasMore: false });
    expect(fake.calls.length).to.be.lessThan(5);
  });
});
