import { expect } from 'chai';
import type { Transport } from '../../src/core/transport.js';
import { wait } from '../../src/testing/contract-assert.js';
import { never, VISITOR } from '../../src/testing/contract-visit.js';
import { createTransport } from '../../src/transports/rest/rest.js';
import { fakeBackend, hang, json } from './support/fake-backend.js';
import { pngFile } from './support/png-file.js';

type All = Required<Transport>;

/** The calls whose code comes with the first of them, and the request that each makes. */
const CALLS: Record<string, [call: (transport: All) => Promise<unknown>, request: string]> = {
  register: [(transport) => transport.register({ name: 'Ada', consent: 'yes' }), 'POST register'],
  sendOfflineMessage: [(transport) => transport.sendOfflineMessage({ message: 'x' }), 'POST offline'],
  selectDepartment: [(transport) => transport.selectDepartment('d'), 'POST department'],
  endConversation: [(transport) => transport.endConversation(), 'POST end'],
  requestTranscript: [(transport) => transport.requestTranscript('email', { email: 'a@b' }), 'POST transcript'],
  rate: [(transport) => transport.rate({ score: 5 }), 'POST rating'],
  identify: [(transport) => transport.identify({ name: 'Ada' }), 'PATCH visitor'],
  setPage: [(transport) => transport.setPage(VISITOR.page), 'POST page'],
  stop: [(transport) => transport.stop('m/1'), 'POST messages/m%2F1/stop'],
  forgetVisitor: [(transport) => transport.forgetVisitor(), 'DELETE visitor'],
  upload: [(transport) => transport.upload(pngFile(10), () => undefined, never()), 'POST uploads'],
};
const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.catch((thrown: unknown) => thrown);

/** A backend that takes every one of the calls; uploads do not go over fetch in a browser. */
function setUp() {
  const routes = Object.values(CALLS).map(([, request]) => [request, () => json({})] as const);
  const backend = fakeBackend(Object.fromEntries(routes));
  return { ...backend, transport: createTransport(backend.context) as All };
}

describe('what the rest transport loads on need', () => {
  let transport: Transport | undefined;
  afterEach(() => transport?.disconnect());

  for (const [name, [call, request]] of Object.entries(CALLS)) {
    it(`${name}: is offered from the start`, () => {
      transport = setUp().transport;
      expect(transport).to.have.property(name).that.is.a('function');
    });

    if (name !== 'upload') {
      it(`${name}: makes its request with the session of the connection`, async () => {
        const scene = setUp();
        transport = scene.transport;
        await transport.connect(VISITOR, undefined, never());
        await call(scene.transport);
        const { method, path, headers } = scene.seen.at(-1)!;
        expect(`${method} ${path}`).to.equal(request);
        expect(headers.get('authorization')).to.equal('Bearer t1');
      });
    }

    it(`${name}: a disconnect while the code is on its way ends it`, async () => {
      const { transport, seen, events, clock } = setUp();
      const error = thrownBy(call(transport));
      void transport.disconnect();
      expect(clock.pending).to.equal(0);
      expect(await error).to.include({ code: 'aborted', outcome: 'not-sent' });
      await wait(20);
      expect([seen, events, clock.pending]).to.deep.equal([[], [], 0]);
    });

    it(`${name}: is not made for the visitor who came meanwhile`, async () => {
      const scene = setUp();
      transport = scene.transport;
      const error = thrownBy(call(scene.transport));
      await transport.disconnect();
      await transport.connect(VISITOR, undefined, never());
      expect(await error).to.include({ code: 'aborted' });
      await wait(20);
      const requests = scene.seen.map(({ method, path }) => `${method} ${path}`);
      expect(requests).not.to.include(request);
    });

    it(`${name}: after a disconnect it rejects at once, until the next connect`, async () => {
      const { transport, seen, clock } = setUp();
      await transport.connect(VISITOR, undefined, never());
      await transport.disconnect();
      const before = seen.length;
      expect(await thrownBy(call(transport))).to.include({ code: 'aborted' });
      expect([seen.length - before, clock.pending]).to.deep.equal([0, 0]);
    });
  }

  it('is not made for another visitor who comes between the code and its call', async () => {
    const { context, seen } = fakeBackend({ 'DELETE visitor': () => json({}) });
    const { setTimer } = context.clock;
    // The patience with the chunk ends when it is there; the step after that is the narrow one.
    context.clock.setTimer = (run, ms) => {
      const cancel = setTimer(run, ms);
      const isPatience = ms === 30_000;
      return () => {
        cancel();
        if (isPatience) queueMicrotask(change);
      };
    };
    const transport = createTransport(context) as All;
    let preparing: Promise<unknown> | undefined;
    const change = (): void => {
      void transport.disconnect();
      preparing ??= transport.prepare(never());
    };
    expect(await thrownBy(transport.forgetVisitor())).to.include({ code: 'aborted' });
    await preparing;
    expect(seen.map(({ method }) => method)).to.deep.equal(['GET']);
    void transport.disconnect();
  });

  it('gives up an upload whose code is on its way', async () => {
    const { transport, seen, clock } = setUp();
    const control = new AbortController();
    const error = thrownBy(transport.upload(pngFile(10), () => undefined, control.signal));
    control.abort();
    expect(clock.pending).to.equal(0);
    expect(await error).to.include({ code: 'aborted' });
    expect(seen).to.deep.equal([]);
  });

  it('keeps the order of calls that nobody waits for', async () => {
    const scene = setUp();
    transport = scene.transport;
    await Promise.all([scene.transport.endConversation(), scene.transport.rate({ score: 1 })]);
    expect(scene.seen.map(({ path }) => path)).to.deep.equal(['end', 'rating']);
  });

  it('polls nothing when the disconnect comes before the code of polling', async () => {
    const { context, seen, events, clock } = fakeBackend({
      'GET events': ({ path }, init) => (path.includes('wait=') ? hang(init) : json({})),
    });
    const transport = createTransport(context);
    await transport.connect(VISITOR, undefined, never());
    // The timer that lets the events flow falls due, and polling is asked for.
    clock.advance(1);
    await transport.disconnect();
    await wait(20);
    expect(seen.filter(({ path }) => path.includes('wait='))).to.deep.equal([]);
    expect([events, clock.pending]).to.deep.equal([[], 0]);
  });
});
