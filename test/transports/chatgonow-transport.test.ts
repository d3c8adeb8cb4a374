import { expect } from 'chai';
import { toChatError, type ChatError } from '../../src/core/errors.js';
import type { ConnectVisitor, OutgoingMessage } from '../../src/core/transport.js';
import { createTransport } from '../../src/transports/chatgonow/chatgonow.js';
import { until } from '../support/until.js';
import { stream } from './support/fake-backend.js';
import { forgetDevice } from './support/chatgonow-harness.js';
import { fakeChatgonow, refused, told } from './support/fake-chatgonow.js';

const KEY = 'ocs_external_id';
const visitor: ConnectVisitor = { locale: 'en', page: { url: 'https://shop.example/', title: 'Shop' } };
const never = new AbortController().signal;
const said = (text: string, localId = 'l1'): OutgoingMessage => ({ localId, parts: [{ type: 'text', text, format: 'plain' }] });

async function failure(work: Promise<unknown>): Promise<ChatError> {
  return work.then(
    () => expect.fail('it was fulfilled'),
    (thrown: unknown) => toChatError(thrown),
  );
}

beforeEach(forgetDevice);
after(forgetDevice);

describe('chatgonow: calls', () => {
  it('carry the key in the address and the token in a header only', async () => {
    const { context, seen } = fakeChatgonow();
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    await transport.send(said('hi'), never);
    expect(seen.map(({ path }) => path)).to.deep.equal([
      'api/visitor_api.php?action=init&key=k1',
      'api/visitor_api.php?action=history&key=k1&limit=30',
      'api/visitor_api.php?action=stream&key=k1&cursor=10',
      'api/visitor_api.php?action=send&key=k1',
    ]);
    expect(seen.map(({ headers }) => headers.get('authorization'))).to.deep.equal([null, 'Bearer t1', 'Bearer t1', 'Bearer t1']);
    await transport.disconnect();
  });

  it('need a key', async () => {
    const { context, seen } = fakeChatgonow();
    context.config = { ...context.config, options: {} };
    const transport = createTransport(context);
    const { code, message, retryable } = await failure(transport.connect(visitor, undefined, never));
    expect([code, message, retryable]).to.deep.equal(['config', 'the attribute "key" is missing', false]);
    expect(seen).to.deep.equal([]);
  });

  it('that are refused with status 200 are refused', async () => {
    const { context } = fakeChatgonow({ send: () => refused('too many requests, wait 3s', 200) });
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    const { code, retryAfterMs, retryable } = await failure(transport.send(said('hi'), never));
    expect([code, retryAfterMs, retryable]).to.deep.equal(['rate-limited', 3000, true]);
    await transport.disconnect();
  });

  const cases: [message: string, status: number, more: object, code: string, retryAfterMs?: number][] = [
    ['sending too frequently', 429, { retry_after: 7 }, 'rate-limited', 7000],
    ['conversation ended', 409, {}, 'ended'],
    ['empty content', 400, {}, 'invalid'],
    ['invalid key', 403, {}, 'config'],
    ['missing key', 401, {}, 'config'],
    ['conversation not found', 404, {}, 'not-found'],
    ['internal error', 500, {}, 'server'],
  ];
  for (const [message, status, more, code, retryAfterMs] of cases) {
    it(`refused by "${message}" fail with ${code}`, async () => {
      const { context, events } = fakeChatgonow({ send: () => refused(message, status, more) });
      const transport = createTransport(context);
      await transport.connect(visitor, undefined, never);
      const error = await failure(transport.send(said('hi'), never));
      expect([error.code, error.retryAfterMs]).to.deep.equal([code, retryAfterMs]);
      expect(events.some(({ type }) => type === 'connection-lost')).to.equal(false);
      await transport.disconnect();
    });
  }

  it('from a page that is not registered say so', async () => {
    const { context } = fakeChatgonow({ init: () => refused('domain not allowed', 403) });
    const { code, message } = await failure(createTransport(context).connect(visitor, undefined, never));
    expect(code).to.equal('forbidden');
    expect(message).to.match(/domain of this page/);
  });

  it('that are answered by nothing (204) succeed; one that is not offered goes', async () => {
    const { context, events } = fakeChatgonow({ typing: () => new Response(null, { status: 204 }), read: () => refused('not offered', 501) });
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    await transport.setTyping?.(true);
    expect((await failure(transport.markRead!('104'))).code).to.equal('unsupported');
    expect(events).to.deep.include({ type: 'capabilities', change: { receipts: false } });
    await transport.disconnect();
  });
});

describe('chatgonow: who the visitor is', () => {
  const idOf = (init: { body: unknown } | undefined): unknown => (init?.body as Record<string, unknown>)['external_id'];

  it('nobody is asked before, though pictures are all that may be picked', async () => {
    const { context, seen } = fakeChatgonow();
    const { config } = await createTransport(context).prepare!(never);
    expect(config?.upload?.accept).to.deep.equal(['image/png', 'image/jpeg', 'image/gif']);
    expect([seen.length, localStorage.getItem(KEY)]).to.deep.equal([0, null]);
  });

  it('the nickname stands in the title, before and after there is a visitor', async () => {
    const { context } = fakeChatgonow();
    const transport = createTransport({ ...context, config: { ...context.config, name: 'John Doe' } });
    expect((await transport.prepare!(never)).config).to.include({ title: 'John Doe' });
    expect((await transport.connect({ ...visitor, name: 'John Doe' }, undefined, never)).config).to.deep.equal({ title: 'John Doe' });
    await transport.disconnect();
  });

  it('nothing is stored before the visitor does anything', () => {
    createTransport(fakeChatgonow().context);
    expect(localStorage.getItem(KEY)).to.equal(null);
    expect(document.cookie).not.to.contain(KEY);
  });

  it('a new device gets a random id, kept in storage and mirrored in a cookie', async () => {
    const { context, asked } = fakeChatgonow();
    const transport = createTransport(context);
    const { visitorId } = await transport.connect(visitor, undefined, never);
    expect(visitorId).to.be.a('string').with.length.above(8);
    expect(idOf(asked('init')[0])).to.equal(visitorId);
    expect(localStorage.getItem(KEY)).to.equal(visitorId);
    expect(document.cookie).to.contain(`${KEY}=${visitorId}`);
    await transport.disconnect();
  });

  const places: [what: string, storage: string | null, cookie: string | null, sent: string | RegExp][] = [
    ['the one in storage comes first', 'from-storage', 'from-cookie', 'from-storage'],
    ['the cookie stands in', null, 'from-cookie', 'from-cookie'],
    ['what is no id is not sent', '<script>', null, /^[\w.:@-]{8,}$/],
    ['a bad one in storage gives way to the cookie', 'a b', 'from-cookie', 'from-cookie'],
  ];
  for (const [what, storage, cookie, sent] of places) {
    it(`a known device: ${what}`, async () => {
      if (storage !== null) localStorage.setItem(KEY, storage);
      if (cookie !== null) document.cookie = `${KEY}=${cookie}; Path=/`;
      const { context, asked } = fakeChatgonow();
      const transport = createTransport(context);
      await transport.connect(visitor, undefined, never);
      const id = String(idOf(asked('init')[0]));
      expect(id).to.match(new RegExp(sent));
      expect(localStorage.getItem(KEY)).to.equal(id);
      expect(document.cookie).to.contain(`${KEY}=${id}`);
      await transport.disconnect();
    });
  }

  const heeded: [options: Record<string, string>, inStorage: boolean, inCookie: boolean][] = [
    [{ storage: 'none' }, false, false],
    [{ storage: 'session' }, false, false],
    [{ consent: 'denied' }, false, false],
    [{ storage: 'cookie' }, false, true],
  ];
  for (const [options, inStorage, inCookie] of heeded) {
    it(`${JSON.stringify(options)} is heeded, and every connection without a token is another visitor`, async () => {
      const { context, asked } = fakeChatgonow();
      const own = { ...context, config: { ...context.config, options: { ...context.config.options, ...options } } };
      for (let round = 0; round < 2; round++) {
        const transport = createTransport(own);
        await transport.connect(visitor, undefined, never);
        await transport.disconnect();
      }
      expect([localStorage.getItem(KEY) !== null, document.cookie.includes(KEY)]).to.deep.equal([inStorage, inCookie]);
      const [first, second] = asked('init').map(idOf);
      expect(first === second).to.equal(inCookie);
    });
  }

  it("the page's own id comes before all, and is not stored", async () => {
    localStorage.setItem(KEY, 'from-storage');
    const { context, asked } = fakeChatgonow();
    const transport = createTransport({ ...context, config: { ...context.config, externalId: 'user_12345', name: 'John Doe' } });
    await transport.connect({ ...visitor, externalId: 'user_12345', name: 'John Doe', signature: 'ab' }, undefined, never);
    expect(asked('init')[0]?.body).to.deep.equal({
      external_id: 'user_12345', nickname: 'John Doe', identity_hash: 'ab', page_url: 'https://shop.example/',
    });
    expect(localStorage.getItem(KEY)).to.equal('from-storage');
    await transport.disconnect();
  });

  it('who comes back names id and token; a refused token is left behind, once', async () => {
    let inits = 0;
    const { context, asked } = fakeChatgonow({
      init: (seen) => (inits++ === 0 ? refused('invalid token', 401) : told({ visitor_token: 't2', external_id: idOf(seen), cursor: '20' })),
    });
    localStorage.setItem(KEY, 'device');
    const transport = createTransport(context);
    const { resume } = await transport.connect(visitor, { token: 't0', visitorId: 'before', cursor: '5' }, never);
    expect(asked('init').map((init) => [idOf(init), init.headers.get('authorization')])).to.deep.equal([['before', 'Bearer t0'], ['device', null]]);
    expect(resume).to.deep.equal({ token: 't2', visitorId: 'device', cursor: '20' });
    await transport.disconnect();
  });

  it('register and identify tell it by init, with the token', async () => {
    const { context, asked } = fakeChatgonow();
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    await transport.register?.({ name: 'Ada', email: 'a@b.co', size: 'M', consent: 'yes' });
    const told = asked('init')[1];
    expect(told?.headers.get('authorization')).to.equal('Bearer t1');
    expect(told?.body).to.deep.equal({
      external_id: idOf(asked('init')[0]), nickname: 'Ada', fields: { size: 'M', consent: 'yes', email: 'a@b.co' },
    });
    expect(await transport.identify?.({ phone: '1' })).to.equal(undefined);
    expect((asked('init')[2]?.body as { fields: object }).fields).to.deep.equal({ phone: '1' });
    await transport.disconnect();
  });

  it('becoming another visitor ends the connection', async () => {
    const { context, events, newestResume } = fakeChatgonow();
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    expect(await transport.identify?.({ externalId: 'user_2' })).to.deep.include({ visitorId: 'user_2', cursor: undefined });
    expect(events.map(({ type }) => type)).to.include('connection-lost');
    expect(newestResume()).to.include({ visitorId: 'user_2' });
  });
});

describe('chatgonow: events', () => {
  const message = { id: '105', sender_type: 'agent', content: 'Hi', conversation_id: '7', created_at: '2026-01-05 10:00:09' };

  it('come by the stream, the cursor in the resume token', async () => {
    let live: ReturnType<typeof stream> | undefined;
    const { context, events, newestResume } = fakeChatgonow({ stream: (_, init) => (live = stream(init)).response });
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    live!.write(`retry: 2000\n\nid: 11\nevent: message\ndata: ${JSON.stringify({ cursor: '11', type: 'message', message })}\n\n`);
    await until(() => events.length === 1);
    expect(events[0]).to.have.nested.property('message.id', '105');
    expect(newestResume()).to.include({ cursor: '11' });
    live!.write('event: ended\ndata: {"cursor":"12","type":"ended"}\n\n');
    await until(() => events.length === 2);
    expect(newestResume()).to.include({ cursor: '12' });
    await transport.disconnect();
  });

  it('are polled after a stream failed twice', async () => {
    let polls = 0;
    const { context, events, asked } = fakeChatgonow({
      stream: () => refused('internal error', 503),
      poll: (_, init) =>
        polls++ === 0
          ? told({ events: [{ cursor: '11', type: 'message', message }], cursor: '11' })
          : new Promise((_resolve, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
    });
    const transport = createTransport(context);
    for (let n = 0; n < 2; n++) expect((await failure(transport.connect(visitor, undefined, never))).retryable).to.equal(true);
    await transport.connect(visitor, undefined, never);
    await until(() => polls === 2);
    expect(asked('stream')).to.have.length(2);
    expect(events.map(({ type }) => type)).to.deep.equal(['message']);
    expect(asked('poll').map(({ path }) => path.split('key=k1')[1])).to.deep.equal(['&cursor=10&wait=25', '&cursor=11&wait=25']);
    await transport.disconnect();
  });

  it('streams that last are streams for good', async () => {
    const { context, clock, asked } = fakeChatgonow();
    const transport = createTransport(context);
    for (let n = 0; n < 5; n++) {
      await transport.connect(visitor, undefined, never);
      clock.advance(11_000);
    }
    expect(asked('stream')).to.have.length(5);
    await transport.disconnect();
  });

  it('a cursor that is too old brings a gap', async () => {
    const { context, events, asked } = fakeChatgonow({
      stream: ({ path }, init) => (path.includes('cursor=5') ? refused('cursor expired', 410) : stream(init).response),
    });
    const transport = createTransport(context);
    await transport.connect(visitor, { token: 't0', visitorId: 'u', cursor: '5' }, never);
    await until(() => events.length > 0);
    expect(events.map(({ type }) => type)).to.deep.equal(['gap']);
    expect(asked('stream').map(({ path }) => path.split('cursor=')[1])).to.deep.equal(['5', '10']);
    await transport.disconnect();
  });
});

describe('chatgonow: the conversation', () => {
  it('begins with the first message, and anew after its end', async () => {
    let live: ReturnType<typeof stream> | undefined;
    let sends = 0;
    const { context, events } = fakeChatgonow({
      stream: (_, init) => (live = stream(init)).response,
      send: () => told({ id: `${100 + ++sends}`, conversation_id: sends < 3 ? '7' : '8' }),
    });
    const transport = createTransport(context);
    expect((await transport.connect(visitor, undefined, never)).conversation).to.deep.equal({ state: 'none' });
    const acks = [await transport.send(said('a'), never), await transport.send(said('b', 'l2'), never)];
    expect(acks).to.deep.equal([{ id: '101', order: 101, conversation: { id: '7', state: 'active' } }, { id: '102', order: 102 }]);
    live!.write('event: ended\ndata: {}\n\n');
    await until(() => events.length === 1);
    expect(events[0]).to.deep.equal({ type: 'conversation', conversation: { id: '7', state: 'ended' } });
    expect((await transport.send(said('c', 'l3'), never)).conversation).to.deep.equal({ id: '8', state: 'active' });
    await transport.disconnect();
  });

  it('ends by the visitor, with a rating too', async () => {
    const { context, asked } = fakeChatgonow({ end: () => told({}) });
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    await transport.send(said('a'), never);
    await transport.rate?.({ score: 4, comment: 'quick' });
    expect(await transport.endConversation?.()).to.deep.equal({ id: '7', state: 'ended' });
    expect(asked('end').map(({ body }) => body)).to.deep.equal([{ rating: 4, comment: 'quick' }, {}]);
    await transport.disconnect();
  });

  it('left offline carries whatever the form asked for', async () => {
    const { context, asked } = fakeChatgonow({ offline: () => told({ ticket: '1' }) });
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    await transport.sendOfflineMessage?.({ name: 'Ada', email: 'a@b.co', message: 'Call me', phone: '12', consent: 'yes' });
    expect(asked('offline')[0]?.body).to.deep.equal({ name: 'Ada', email: 'a@b.co', content: 'Call me\nphone: 12' });
    await transport.disconnect();
  });

  it('its history can be read forwards although the wire pages backwards', async () => {
    const rows = Array.from({ length: 70 }, (_, n) => ({ id: `${n + 1}`, sender_type: 'agent', content: `m${n + 1}` }));
    const { context, asked } = fakeChatgonow({
      history: ({ path }) => {
        const { searchParams } = new URL(path, 'http://x');
        const end = Number(searchParams.get('before') ?? 71) - 1;
        const begin = Math.max(0, end - Number(searchParams.get('limit')));
        return told({ messages: rows.slice(begin, end), has_more: begin > 0 });
      },
    });
    const transport = createTransport(context);
    await transport.connect(visitor, undefined, never);
    const after = async (id: string, limit: number) => {
      const { messages, hasMore } = await transport.loadHistory!({ after: id, limit }, never);
      return [messages.map((each) => each.id), hasMore];
    };
    expect(await after('68', 10)).to.deep.equal([['69', '70'], false]);
    expect(await after('5', 3)).to.deep.equal([['6', '7', '8'], true]);
    expect(asked('history').length).to.equal(1 + 1 + 3);
    await transport.disconnect();
  });
});
