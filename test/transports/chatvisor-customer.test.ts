import { expect } from 'chai';
import fc from 'fast-check';
import type { Resume, Transport, TransportContext } from '../../src/core/transport.js';
import { eventually } from '../../src/testing/contract-assert.js';
import { createContractClock } from '../../src/testing/contract-clock.js';
import { never, toOutgoing, VISITOR } from '../../src/testing/contract-visit.js';
import { createTransport } from '../../src/transports/chatvisor/chatvisor.js';
import { joinVisitors, toVisitor } from '../../src/transports/chatvisor/customer-mapper.js';
import { createOperatorClient } from '../server/support/operator-client.js';
import { fakeBackend, hang, json, type Route } from './support/fake-backend.js';

type Page = { CV?: unknown };
const page = globalThis as Page;
const documented = { email: 'john@doe.example', firstname: 'John', id: 123, labels: ['foo', 'bar'], lastname: 'Doe' };
const ours = {
  externalId: '123',
  name: 'John Doe',
  email: 'john@doe.example',
  labels: ['foo', 'bar'],
  fields: { firstname: 'John', lastname: 'Doe' },
};

describe('a customer in Chatvisor’s words', () => {
  it('becomes a visitor of ours', () => {
    expect(toVisitor(documented)).to.deep.equal(ours);
    expect(toVisitor({ id: 'a', hash: 'f00', phone: ' +43 1 ' })).to.deep.equal({ externalId: 'a', signature: 'f00', phone: '+43 1' });
    expect(toVisitor({ lastname: 'Doe' })).to.deep.equal({ name: 'Doe', fields: { lastname: 'Doe' } });
    expect(toVisitor({ labels: null })).to.deep.equal({ labels: null });
    expect(toVisitor({ labels: ['a', 1, '', null] })).to.deep.equal({ labels: ['a'] });
  });

  it('says nothing where nothing fits', () => {
    for (const value of [undefined, null, 'x', 7, [], {}, { id: NaN, email: '', labels: 'vip' }, { firstname: {} }]) {
      expect(toVisitor(value), JSON.stringify(value)).to.equal(undefined);
    }
    const inherited = Object.create({ email: 'evil@x.example' }) as object;
    expect(toVisitor(inherited)).to.equal(undefined);
  });

  it('never throws, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.anything(), (value, id) => {
        const visitor = toVisitor(typeof value === 'object' ? { ...value, id } : value);
        for (const text of [visitor?.externalId, visitor?.email, visitor?.name]) expect(typeof text).to.match(/string|undefined/);
      }),
      { numRuns: 2000 },
    );
  });

  it('adds up: labels and fields of before stay, the rest is as said last', () => {
    const before = { email: 'a@x.example', labels: ['a'], fields: { firstname: 'A' } };
    expect(joinVisitors(before, { email: 'b@x.example', labels: ['b', 'a'], fields: { lastname: 'B' } })).to.deep.equal({
      email: 'b@x.example',
      labels: ['a', 'b'],
      fields: { firstname: 'A', lastname: 'B' },
    });
    expect(joinVisitors(before, toVisitor({ labels: null })!)).to.deep.include({ labels: null });
  });
});

describe('the chatvisor transport', () => {
  let transport: Transport | undefined;
  const open = (routes: Record<string, Route> = {}) => {
    const backend = fakeBackend(routes);
    backend.context.config.endpoint = 'https://api.example';
    transport = createTransport(backend.context);
    return { ...backend, transport, to: (name: string) => backend.seen.filter(({ path }) => path.split('?')[0] === name) };
  };
  const connect = (resume?: Resume) => transport!.connect(VISITOR, resume, never());
  afterEach(() => {
    void transport?.disconnect();
    delete page.CV;
  });

  it('speaks the chat wire below its endpoint, however that ends', async () => {
    for (const endpoint of ['https://api.example', 'https://api.example/', 'https://api.example//?x=1#y']) {
      const { context, seen, clock } = fakeBackend();
      context.config.endpoint = endpoint;
      const own = createTransport(context);
      await own.connect(VISITOR, undefined, never());
      expect(seen.map(({ path }) => path.split('?')[0])).to.include.members(['session', 'messages', 'events']);
      await own.disconnect();
      expect(clock.pending).to.equal(0);
    }
    for (const endpoint of ['https://', '', 'mailto:x@y.example']) {
      const { context, seen } = fakeBackend();
      context.config.endpoint = endpoint;
      const own = createTransport(context);
      const thrown = await own.connect(VISITOR, undefined, never()).catch((error: unknown) => error);
      expect(thrown, endpoint).to.include({ code: 'config' });
      expect(seen).to.deep.equal([]);
    }
  });

  it('names the page where nobody is known yet: its path, never its query', async () => {
    const { seen } = open({ 'GET config': () => json({ config: { visible: false } }) });
    const { pathname, search } = location;
    expect(search).not.to.equal('');
    expect(await transport?.prepare?.(never())).to.deep.include({ config: { visible: false } });
    expect(seen[0]?.path).to.equal(`config?site=s&locale=en&page=${encodeURIComponent(pathname)}`);
    await connect();
    expect(seen.filter(({ path }) => path.includes('page=')).length).to.equal(1);
  });

  it('keeps what is said before there is a session, and makes nobody a visitor for it', async () => {
    const { seen, to } = open();
    await transport?.extension?.('user.tag', { id: 1, labels: ['a'] });
    await transport?.extension?.('user.tag', { email: 'x@y.example', labels: ['b'] });
    expect(seen).to.deep.equal([]);
    await connect();
    expect(to('session')[0]?.body).to.deep.include({ externalId: '1', email: 'x@y.example', labels: ['a', 'b'], locale: 'en' });
    expect(to('visitor')).to.deep.equal([]);
  });

  it('says it at once when there is a session, and again with the next one', async () => {
    const { to } = open({ 'PATCH visitor': () => json({ visitor: { id: 'v1' } }) });
    await connect();
    await transport?.extension?.('user.tag', documented);
    expect(to('visitor').map(({ body }) => body)).to.deep.equal([ours]);
    await transport?.identify?.({ email: 'new@doe.example' });
    await connect();
    expect(to('session')[1]?.body).to.deep.include({ ...ours, email: 'new@doe.example' });
  });

  it('says what came while the session was on its way', async () => {
    let answer = (): void => undefined;
    const { to } = open({
      'POST session': () =>
        new Promise((resolve) => {
          answer = () => resolve(json({ token: 't1', visitorId: 'v1', conversation: null, cursor: 'c1' }));
        }),
      'PATCH visitor': () => json({ visitor: { id: 'v1' } }),
    });
    const connecting = connect();
    await eventually('the session', () => to('session').length === 1);
    await transport?.extension?.('user.tag', { id: 'late' });
    answer();
    await connecting;
    await eventually('the customer', () => to('visitor').length === 1);
    expect(to('visitor')[0]?.body).to.deep.equal({ externalId: 'late' });
  });

  it('forgets the customer with the visitor', async () => {
    const { to } = open({ 'DELETE visitor': () => new Response(null, { status: 204 }) });
    await transport?.extension?.('user.tag', { id: 'x' });
    await connect();
    await transport?.forgetVisitor?.();
    await connect();
    expect(to('session')[1]?.body).not.to.have.property('externalId');
  });

  it('refuses what says nothing, and extensions that it does not know', async () => {
    open();
    const thrownBy = (work: Promise<unknown> | undefined) => work?.catch((error: unknown) => error);
    expect(await thrownBy(transport?.extension?.('user.tag', {}))).to.include({ code: 'invalid', name: 'ChatError' });
    expect(await thrownBy(transport?.extension?.('user.logout', {}))).to.include({ code: 'unsupported' });
  });

  it('connects anew when the tag makes the visitor another one', async () => {
    const { events, resumes } = open({ 'PATCH visitor': () => json({ visitor: { id: 'v9' }, token: 't9' }) });
    await connect();
    await transport?.extension?.('user.tag', { id: 'known', hash: 'h' });
    await eventually('the loss', () => events.at(-1)?.type === 'connection-lost');
    expect(JSON.parse(JSON.stringify(resumes.at(-1)))).to.deep.equal({ token: 't9', visitorId: 'v9' });
  });

  describe('CV.user.tag of the page', () => {
    it('is answered from the first request to the disconnect; what was queued before is not lost', async () => {
      const before = (): void => undefined;
      const user = { tag: before, other: 1 };
      page.CV = { user, q: [{ id: 'queued' }] };
      const { to } = open({ 'PATCH visitor': () => json({ visitor: { id: 'v1' } }) });
      expect(user.tag).to.equal(before);
      await connect();
      expect(to('session')[0]?.body).to.deep.include({ externalId: 'queued' });
      (user.tag as (customer: unknown) => void)(documented);
      await eventually('the customer', () => to('visitor').length === 1);
      expect(to('visitor')[0]?.body).to.deep.equal(ours);
      await transport?.disconnect();
      expect(user).to.deep.equal({ tag: before, other: 1 });
    });

    it('is there where the page defines CV and nothing more', async () => {
      const cv: { user?: { tag?: unknown } } = (page.CV = {});
      const { to } = open();
      await connect();
      expect(() => (cv.user?.tag as (customer: unknown) => void)('nonsense')).not.to.throw();
      await transport?.disconnect();
      expect(cv.user?.tag).to.equal(undefined);
      expect(to('visitor')).to.deep.equal([]);
    });

    it('goes to every widget of the page, and stays until the last one leaves', async () => {
      const cv: { user?: { tag(customer: unknown): void } } = (page.CV = {});
      const routes: Record<string, Route> = { 'PATCH visitor': () => json({ visitor: { id: 'v1' } }) };
      const first = open(routes);
      await connect();
      const second = open(routes);
      await connect();
      cv.user?.tag({ id: 'both' });
      for (const { to } of [first, second]) await eventually('the customer', () => to('visitor').length === 1);
      await first.transport.disconnect();
      cv.user?.tag({ id: 'one' });
      await eventually('the customer', () => second.to('visitor').length === 2);
      expect(first.to('visitor').length).to.equal(1);
    });

    it('is left alone where CV is not a plain object of the page', async () => {
      const form = document.createElement('form');
      form.id = 'CV';
      form.append(Object.assign(document.createElement('input'), { name: 'user' }));
      document.body.append(form);
      try {
        expect(page.CV).to.equal(form);
        open();
        await connect();
        expect((form.elements.namedItem('user') as { tag?: unknown }).tag).to.equal(undefined);
      } finally {
        form.remove();
      }
      for (const value of [undefined, null, 'x', 7, [], document.body, new (class CV {})()]) {
        page.CV = value;
        await connect();
        expect((page.CV as { user?: unknown } | undefined)?.user).to.equal(undefined);
        await transport?.disconnect();
      }
    });

    it('is put back when connecting fails and the transport is disconnected', async () => {
      const cv: { user?: { tag?: unknown } } = (page.CV = {});
      const { clock } = open({ 'POST session': (_, init) => hang(init) });
      const connecting = connect().catch((error: unknown) => error);
      expect(cv.user?.tag).to.be.a('function');
      await transport?.disconnect();
      expect(await connecting).to.include({ code: 'aborted' });
      expect(cv.user?.tag).to.equal(undefined);
      expect(clock.pending).to.equal(0);
    });
  });

  it('reaches the operator of a real server', async () => {
    const told = await (await fetch('/reference-server.json?name=chatvisor-customer')).json() as { url: string; operatorKey: string };
    const operator = createOperatorClient({ url: told.url, key: told.operatorKey });
    const context: TransportContext = {
      config: { transport: 'chatvisor', endpoint: `${told.url}/chatvisor`, site: '', locale: 'en', options: {} },
      clock: createContractClock(),
      emit: () => undefined,
      fetch: (input, init) => fetch(input, init),
      WebSocket,
    };
    transport = createTransport(context);
    const cv: { user?: { tag(customer: unknown): void } } = (page.CV = {});
    const { visitorId } = await connect();
    cv.user?.tag(documented);
    const known = await eventually('the customer', async () =>
      (await operator.visitors()).find(({ id, externalId }) => id === visitorId && externalId === '123'),
    );
    expect([known.name, known.email, known.labels, known.fields]).to.deep.equal([
      'John Doe', 'john@doe.example', ['foo', 'bar'], { firstname: 'John', lastname: 'Doe' },
    ]);
    cv.user?.tag({ labels: ['vip'] });
    await eventually('the label', async () => (await operator.visitors()).find(({ labels }) => labels?.includes('vip') && labels.length === 3));
    await transport.send(toOutgoing('hi', 'l1'), never());
    expect((await operator.waitForConversation(visitorId)).visitor.name).to.equal('John Doe');
  });
});
