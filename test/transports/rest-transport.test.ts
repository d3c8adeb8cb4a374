import { expect } from 'chai';
import type { Resume, Transport } from '../../src/core/transport.js';
import { eventually, wait } from '../../src/testing/contract-assert.js';
import { never, toOutgoing, VISITOR } from '../../src/testing/contract-visit.js';
import { createTransport } from '../../src/transports/rest/rest.js';
import { fakeBackend, hang, json, stream } from './support/fake-backend.js';

const notFound = (): Response => new Response('', { status: 404 });
const connect = (transport: Transport, resume?: Resume) => transport.connect(VISITOR, resume, never());
const thrownBy = (work: Promise<unknown> | undefined): Promise<unknown> =>
  Promise.resolve(work).catch((thrown: unknown) => thrown);
const message = (id: string, conversationId: string) =>
  `id: ${id}\nevent: message\ndata: ${JSON.stringify({ id, conversationId, author: { role: 'agent' }, text: id, createdAt: 0 })}\n\n`;

describe('the rest transport', () => {
  let transport: Transport | undefined;
  afterEach(() => transport?.disconnect());

  it('keeps the token in the header, and cookies at home', async () => {
    const { context, seen } = fakeBackend();
    transport = createTransport(context);
    await connect(transport);
    await transport.send(toOutgoing('hi', 'l1'), never());
    expect(seen.map(({ headers }) => headers.get('authorization'))).to.deep.equal([
      null, 'Bearer t1', 'Bearer t1', 'Bearer t1',
    ]);
    for (const { path, init } of seen) {
      expect(path).not.to.include('t1');
      expect(init.credentials).to.equal('omit');
      expect(init.referrerPolicy).to.equal('strict-origin');
      expect(Object.getPrototypeOf(init)).to.equal(null);
      expect(Object.getPrototypeOf(init.headers)).to.equal(null);
    }
  });

  it('sends JSON as meant where arrays have a toJSON', async () => {
    const { context, seen } = fakeBackend();
    transport = createTransport(context);
    const poisoned = Array.prototype as { toJSON?: unknown };
    poisoned.toJSON = () => 'poison';
    try {
      const image = { type: 'image', name: 'a', mime: 'image/png', uploadId: 'u' } as const;
      await transport.send({ localId: 'l', parts: [image] }, never());
    } finally {
      delete poisoned.toJSON;
    }
    expect(seen[0]?.body).to.deep.equal({ localId: 'l', attachments: ['u'] });
  });

  it('says the visitor id only together with the token', async () => {
    const { context, seen } = fakeBackend();
    transport = createTransport(context);
    await connect(transport, { visitorId: 'v1', cursor: 'c0' });
    await connect(transport, { visitorId: 'v1', token: 't0' });
    const [first, second] = seen.filter(({ path }) => path === 'session');
    expect(first?.body).not.to.have.property('visitorId');
    expect(second?.body).to.have.property('visitorId', 'v1');
    expect(second?.headers.get('authorization')).to.equal('Bearer t0');
  });

  it('opens a new session once when the token is stale, and tells the gap', async () => {
    const session = ({ headers }: { headers: Headers }) =>
      headers.has('authorization')
        ? json({ error: { code: 'invalid_token' } }, 401)
        : json({ token: 't2', visitorId: 'v2', conversation: null, cursor: 'c2' });
    const { context, seen, events } = fakeBackend({ 'POST session': session });
    transport = createTransport(context);
    const { visitorId } = await connect(transport, { token: 'old', visitorId: 'v1', cursor: 'c1' });
    expect(visitorId).to.equal('v2');
    expect(seen.find(({ path }) => path.startsWith('events'))?.path).to.equal('events?cursor=c2');
    await eventually('the gap', () => events.some(({ type }) => type === 'gap'));
  });

  it('gives up when not even a new visitor is let in', async () => {
    const { context, seen } = fakeBackend({ 'POST session': () => json({}, 401) });
    transport = createTransport(context);
    expect(await thrownBy(connect(transport, { token: 'old' }))).to.include({ code: 'auth', retryable: false });
    expect(seen.length).to.equal(2);
  });

  it('falls back to long polling when the answer is no stream', async () => {
    let polls = 0;
    const { context, events, seen } = fakeBackend({
      'GET events': ({ path }, init) => {
        if (!path.includes('wait=')) return json({});
        polls += 1;
        if (polls > 1) return hang(init);
        return json({ events: [{ cursor: 'p1', type: 'availability', data: { state: 'busy' } }], cursor: 'p2' });
      },
    });
    transport = createTransport(context);
    await connect(transport);
    await eventually('the event', () => events.some(({ type }) => type === 'availability'));
    await eventually('the next poll', () => polls === 2);
    expect(seen.at(-1)?.path).to.equal('events?cursor=p2&wait=25');
  });

  for (const status of [404, 405, 406, 501]) {
    it(`falls back to long polling on a bare ${status}`, async () => {
      const { context, seen } = fakeBackend({
        'GET events': ({ path }, init) =>
          path.includes('wait=') ? hang(init) : new Response('', { status }),
      });
      transport = createTransport(context);
      await connect(transport);
      await eventually('a poll', () => seen.some(({ path }) => path.includes('wait=')));
    });
  }

  it('falls back to long polling when no first byte comes, and remembers it', async () => {
    let opened = 0;
    const { context, clock, seen, events } = fakeBackend({
      'GET events': ({ path }, init) => {
        if (path.includes('wait=')) return json({ events: [], cursor: 'p' });
        opened += 1;
        return stream(init).response;
      },
    });
    transport = createTransport(context);
    await connect(transport);
    await wait(20);
    clock.advance(6000);
    await eventually('a poll', () => seen.some(({ path }) => path.includes('wait=')));
    expect(events.filter(({ type }) => type === 'connection-lost')).to.deep.equal([]);
    await connect(transport);
    expect(opened).to.equal(1);
  });

  const typing = { type: 'typing', data: { author: { name: 'Mia' }, on: true } };
  for (const [what, answer] of [
    ['that answers empty polls at once', { events: [] }],
    ['whose events lead no further', { events: [typing], cursor: 'c1' }],
  ] as const) {
    it(`does not hammer a backend ${what}`, async () => {
      const { context, clock, seen } = fakeBackend({
        'GET events': ({ path }) => (path.includes('wait=') ? json(answer) : notFound()),
      });
      transport = createTransport(context);
      await connect(transport);
      const polls = () => seen.filter(({ path }) => path.includes('wait=')).length;
      await eventually('the first poll', () => polls() > 0);
      await wait(150);
      expect(polls()).to.equal(1);
      clock.advance(1000);
      await eventually('the second poll', () => polls() === 2);
    });
  }

  it('goes back to a slow stream when polls are not offered', async () => {
    const { context, clock, events } = fakeBackend({
      'GET events': ({ path }, init) => (path.includes('wait=') ? notFound() : stream(init).response),
    });
    transport = createTransport(context);
    await connect(transport);
    await wait(20);
    clock.advance(6000);
    await eventually('the loss', () => events.some(({ type }) => type === 'connection-lost'));
    const before = events.length;
    await connect(transport);
    await wait(20);
    clock.advance(20_000);
    await wait(20);
    expect(events.slice(before)).to.deep.equal([]);
  });

  it('takes comments for a sign of life, and silence for death', async () => {
    let live: ReturnType<typeof stream> | undefined;
    const { context, clock, events } = fakeBackend({
      'GET events': (_, init) => (live = stream(init)).response,
    });
    transport = createTransport(context);
    await connect(transport);
    for (let n = 0; n < 3; n += 1) {
      await wait(20);
      live?.write(': still here\n\n');
      await wait(20);
      clock.advance(20_000);
    }
    expect(events).to.deep.equal([]);
    clock.advance(6000);
    await eventually('the loss', () => events.length === 1);
    expect(events[0]).to.deep.include({ type: 'connection-lost' });
    expect(events[0]).to.have.nested.property('error.code', 'timeout');
  });

  it('hands on the cursor with the event, and drops frames of strangers', async () => {
    let live: ReturnType<typeof stream> | undefined;
    const { context, events, resumes } = fakeBackend({
      'POST session': () =>
        json({ token: 't', visitorId: 'v', conversation: { id: 'own', state: 'active' }, cursor: 'c' }),
      'GET events': (_, init) => (live = stream(init)).response,
    });
    transport = createTransport(context);
    await connect(transport);
    await wait(20);
    live?.write(message('m1', 'own') + message('m2', 'foreign'));
    await eventually('both', () => events.length === 2);
    expect(events.map(({ type }) => type)).to.deep.equal(['message', 'raw']);
    expect(resumes).to.deep.equal([
      { token: 't', visitorId: 'v', cursor: 'm1' },
      { token: 't', visitorId: 'v', cursor: 'm2' },
    ]);
  });

  it('tells the features of a config before it, and the cursor with the last', async () => {
    let live: ReturnType<typeof stream> | undefined;
    const { context, events, resumes } = fakeBackend({
      'GET events': (_, init) => (live = stream(init)).response,
    });
    transport = createTransport(context);
    await connect(transport);
    await wait(20);
    live?.write('id: c7\nevent: config\ndata: {"title":"T","features":{"rating":false}}\n\n');
    await eventually('both', () => events.length === 2);
    expect(events).to.deep.equal([
      { type: 'capabilities', change: { rating: false } },
      { type: 'config', config: { title: 'T' } },
    ]);
    expect(resumes).to.deep.equal([undefined, { token: 't1', visitorId: 'v1', cursor: 'c7' }]);
  });

  it('takes the first thread of a visitor without a conversation', async () => {
    let live: ReturnType<typeof stream> | undefined;
    const { context, events } = fakeBackend({ 'GET events': (_, init) => (live = stream(init)).response });
    transport = createTransport(context);
    await connect(transport);
    await wait(20);
    live?.write(message('m1', 'new'));
    await eventually('the message', () => events.some(({ type }) => type === 'message'));
  });

  it('removes a capability that is not there: once, quietly, and against the features', async () => {
    const { context, events, seen } = fakeBackend({
      'GET config': () => json({ config: { features: { rating: true } } }),
    });
    transport = createTransport(context);
    expect(await thrownBy(transport.rate?.({ score: 1 }))).to.include({ code: 'unsupported' });
    expect(await thrownBy(transport.rate?.({ score: 1 }))).to.include({ code: 'unsupported' });
    expect(events).to.deep.equal([{ type: 'capabilities', change: { rating: false } }]);
    expect(seen.length).to.equal(1);
    await transport.prepare?.(never());
    expect(events.at(-1)).to.deep.equal({ type: 'capabilities', change: { rating: false } });
  });

  it('keeps a capability when only the thing asked for is missing', async () => {
    const missing = () => json({ error: { code: 'not_found' } }, 404);
    const { context, events } = fakeBackend({ 'POST messages/m/stop': missing });
    transport = createTransport(context);
    expect(await thrownBy(transport.stop?.('m'))).to.include({ code: 'not-found' });
    expect(events).to.deep.equal([]);
  });

  it('prepares without a token; a backend without /config is no error', async () => {
    const { context, seen } = fakeBackend();
    transport = createTransport(context);
    expect(await transport.prepare?.(never())).to.deep.equal({});
    expect(seen[0]?.headers.has('authorization')).to.equal(false);
    expect(seen[0]?.path).to.equal('config?site=s&locale=en');
  });

  it('says so when the endpoint is no URL', async () => {
    const { context } = fakeBackend();
    context.config.endpoint = 'https://';
    transport = createTransport(context);
    expect(await thrownBy(connect(transport))).to.include({ code: 'config' });
  });

  it('takes the token of a merge and connects anew', async () => {
    const { context, events } = fakeBackend({
      'PATCH visitor': () => json({ visitor: { id: 'v9' }, token: 't9' }),
    });
    transport = createTransport(context);
    await connect(transport);
    const resume = await transport.identify?.({ externalId: 'x', signature: 's' });
    expect(JSON.parse(JSON.stringify(resume))).to.deep.equal({ token: 't9', visitorId: 'v9' });
    expect(events.at(-1)?.type).to.equal('connection-lost');
  });

  it('asks anew after a poll whose cursor expired, and tells the gap then', async () => {
    const { context, events, seen } = fakeBackend({
      'GET events': ({ path }, init) => {
        if (!path.includes('wait=')) return notFound();
        return path.includes('cursor=old') ? json({ error: { code: 'cursor_expired' } }, 410) : hang(init);
      },
    });
    transport = createTransport(context);
    await connect(transport, { token: 't1', visitorId: 'v1', cursor: 'old' });
    await eventually('the loss', () => events.some(({ type }) => type === 'connection-lost'));
    await connect(transport, { token: 't1', visitorId: 'v1' });
    await eventually('the gap', () => events.some(({ type }) => type === 'gap'));
    expect(seen.at(-1)?.path).to.include('cursor=c1');
  });

  it('leaves neither timers nor open streams when the history fails', async () => {
    let aborted = false;
    const { context, clock } = fakeBackend({
      'GET messages': () => json({}, 500),
      'GET events': (_, init) => {
        init.signal?.addEventListener('abort', () => (aborted = true));
        return hang(init);
      },
    });
    transport = createTransport(context);
    expect(await thrownBy(connect(transport))).to.include({ code: 'server' });
    await wait(20);
    expect([clock.pending, aborted]).to.deep.equal([0, true]);
  });
});
