import { expect } from 'chai';
import type { ChatError } from '../../src/core/errors.js';
import type { Resume, Transport, TransportEvent } from '../../src/core/transport.js';
import { eventually, wait } from '../../src/testing/contract-assert.js';
import { never, toOutgoing, toText, VISITOR } from '../../src/testing/contract-visit.js';
import { createTransport } from '../../src/transports/pancake/pancake.js';
import { fakeBackend, hang, json, type Route } from './support/fake-backend.js';
import { FakeSocket } from './support/fake-socket.js';

const PATH = 'api/v1/pke_chat_plugin/messages';
const IDS = { from_id: 'web_me', conversation_id: 'web_shop_web_me' };
const RESUME: Resume = { page: 'web_shop', token: IDS.from_id, conversation: IDS.conversation_id };

/** Pancake as functions: a list of messages, newest first, in pages. */
function pancake(options: Record<string, string> = {}, more: Record<string, Route> = {}) {
  FakeSocket.all = [];
  const list: Record<string, unknown>[] = [];
  let count = 0;
  const pageSize = { value: 25 };
  const put = (from: string, message: string, at = ++count): Record<string, unknown> => {
    const time = new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString().replace('Z', '000');
    const row = { id: `web_shop_${list.length + 1}`, ...IDS, from_id: undefined, message, from: { id: from }, inserted_at: time, attachments: [] };
    list.unshift(row);
    return row;
  };
  const backend = fakeBackend({
    [`POST ${PATH}`]: ({ body }) => {
      const { message } = body as { message: string };
      return json({ success: true, id: put('web_me', message)['id'], ...IDS, dummy_id: 1 });
    },
    [`GET ${PATH}`]: ({ path }) => {
      const offset = Number(new URLSearchParams(path.split('?')[1]).get('offset'));
      return json(list.slice(offset, offset + pageSize.value));
    },
    ...more,
  });
  Object.assign(backend.context, { WebSocket: FakeSocket });
  Object.assign(backend.context.config, { transport: 'pancake', options: { 'page-id': 'web_shop', ...options } });
  const say = (text: string) => put('web_shop', text);
  const calls = (method: string) => backend.seen.filter((each) => each.method === method);
  const posts = () => calls('POST').map(({ body }) => body as Record<string, unknown>);
  const push = (row: unknown) =>
    FakeSocket.last.receive(JSON.stringify([null, null, `conversation:${IDS.conversation_id}`, 'new_message', { message: row }]));
  return { ...backend, list, say, calls, posts, push, pageSize };
}

const connect = (transport: Transport, resume?: Resume, more = {}) => transport.connect({ ...VISITOR, ...more }, resume, never());
const thrownBy = (work: Promise<unknown>): Promise<ChatError> => work.then(() => expect.fail('expected a rejection'), (error: ChatError) => error);
const textsOf = (events: readonly TransportEvent[], type = 'message'): string[] =>
  events.flatMap((event) => (event.type === type && 'message' in event ? [toText(event.message.parts)] : []));
const socket = () => eventually('a socket', () => FakeSocket.all.at(-1));
async function join(): Promise<void> {
  (await socket()).open();
  const [ref] = JSON.parse(FakeSocket.last.sent[0]!) as string[];
  FakeSocket.last.receive(JSON.stringify([ref, ref, `conversation:${IDS.conversation_id}`, 'phx_reply', { status: 'ok', response: {} }]));
}

describe('the pancake transport', () => {
  let transport: Transport;
  afterEach(() => transport.disconnect());

  it('sends blank ids first, then those it was given, and says who the visitor is once', async () => {
    const { context, posts, seen, clock } = pancake();
    transport = createTransport(context);
    await connect(transport, undefined, { name: 'Ann', email: 'a@b.example' });
    expect(seen).to.have.length(0);
    expect(FakeSocket.all).to.have.length(0);
    await transport.register!({ phone: '123', city: 'Ulm' });
    const { resume, conversation } = await transport.send(toOutgoing('one', 'l1'), never());
    expect(conversation).to.deep.equal({ id: IDS.conversation_id, state: 'active' });
    expect((await transport.send(toOutgoing('two', 'l2'), never())).conversation).to.equal(undefined);
    const [first, second] = posts();
    expect(seen[0]?.path).to.equal(`${PATH}?page_id=web_shop`);
    const { dummy_id, ...rest } = first!;
    expect(Math.abs(Number(dummy_id) - clock.now())).to.be.lessThan(60_000);
    expect(rest).to.deep.equal({
      message: 'one', conversation_id: '', from_id: '', web_source: 'https://shop.example', name: 'Ann', phone: '123',
      extra_info: { name: 'Ann', phone: '123', email: 'a@b.example', custom_field: { city: 'Ulm' } },
    });
    expect({ ...second, dummy_id: 0 }).to.deep.equal({ message: 'two', ...IDS, web_source: 'https://shop.example', dummy_id: 0 });
    const copy = JSON.parse(JSON.stringify(resume)) as Resume;
    await transport.disconnect();
    await connect(transport, copy, { name: 'Ann', email: 'a@b.example' });
    await transport.send(toOutgoing('three', 'l3'), never());
    expect(posts()[2]).to.include(IDS).and.not.have.property('extra_info');
  });

  it('begins anew after code 145, as the same customer', async () => {
    let isGone = false;
    const { context, posts, events, resumes } = pancake({}, {
      [`POST ${PATH}`]: () => (isGone ? json({ success: false, message: 'unknown', error_code: 145 }, 404) : json({ success: true, id: 'm', ...IDS })),
    });
    transport = createTransport(context);
    await connect(transport, RESUME);
    isGone = true;
    const error = await thrownBy(transport.send(toOutgoing('hello?', 'l1'), never()));
    expect([error.code, error.outcome]).to.deep.equal(['ended', 'not-sent']);
    expect(events.at(-1)).to.deep.equal({ type: 'conversation', conversation: { state: 'none' } });
    expect(resumes.at(-1)).to.include({ token: 'web_me', conversation: undefined });
    isGone = false;
    await transport.send(toOutgoing('hello!', 'l1'), never());
    expect(posts().map(({ conversation_id, from_id }) => [conversation_id, from_id])).to.deep.equal([
      [IDS.conversation_id, 'web_me'], ['', 'web_me'],
    ]);
  });

  it('forgets a conversation that is gone when it comes back, and keeps the visitor out of no chat', async () => {
    const { context } = pancake({}, { [`GET ${PATH}`]: () => json({ success: false, error_code: 145 }, 404) });
    transport = createTransport(context);
    const { conversation, history, visitorId, resume } = await connect(transport, RESUME);
    expect([conversation.state, history.messages, visitorId]).to.deep.equal(['none', [], 'web_me']);
    expect(resume).to.include({ token: 'web_me', conversation: undefined });
  });

  it('reads refusals that come with status 200, and nonsense as nonsense', async () => {
    let answer: unknown = { success: false, error_code: 125 };
    const { context } = pancake({}, { [`POST ${PATH}`]: () => json(answer) });
    transport = createTransport(context);
    await connect(transport);
    expect((await thrownBy(transport.send(toOutgoing('x', 'l'), never()))).message).to.equal('Pancake: the page is deactivated (125)');
    answer = { success: true };
    const { code, outcome } = await thrownBy(transport.send(toOutgoing('x', 'l'), never()));
    expect([code, outcome]).to.deep.equal(['protocol', 'unknown']);
  });

  it('tells the core that only history knows what became of a lost answer', async () => {
    const { context } = pancake({}, { [`POST ${PATH}`]: () => Promise.reject(new TypeError('failed')) });
    transport = createTransport(context);
    await connect(transport);
    expect([transport.idempotentSend, transport.echo]).to.deep.equal([false, 'server-id']);
    expect((await thrownBy(transport.send(toOutgoing('x', 'l'), never()))).outcome).to.equal('unknown');
  });

  it('pages by offset without holes or doubles, though messages come in between', async () => {
    const { context, say, calls, pageSize } = pancake();
    pageSize.value = 12;
    for (let n = 1; n <= 40; n++) say(`n${n}`);
    transport = createTransport(context);
    const { history } = await connect(transport, RESUME);
    expect(history.messages.map(({ parts }) => toText(parts))).to.deep.equal(Array.from({ length: 30 }, (_, i) => `n${i + 11}`));
    expect(history.hasMore).to.equal(true);
    // They push everything older further down.
    for (let n = 41; n <= 60; n++) say(`n${n}`);
    const older = await transport.loadHistory!({ before: history.messages[0]!.id!, limit: 30 }, never());
    expect(older.messages.map(({ parts }) => toText(parts))).to.deep.equal(Array.from({ length: 10 }, (_, i) => `n${i + 1}`));
    expect(older.hasMore).to.equal(false);
    const newer = await transport.loadHistory!({ after: history.messages.at(-1)!.id!, limit: 4 }, never());
    expect(newer.messages.map(({ parts }) => toText(parts))).to.deep.equal(['n41', 'n42', 'n43', 'n44']);
    expect(newer.hasMore).to.equal(true);
    expect((await thrownBy(transport.loadHistory!({ after: 'nobody', limit: 4 }, never()))).code).to.equal('not-found');
    expect(calls('GET').length).to.be.lessThan(40);
  });

  it('cannot tell what became of a first message whose answer was lost: sent again it would be another customer', async () => {
    const { context, calls } = pancake({}, { [`POST ${PATH}`]: () => Promise.reject(new TypeError('gone')) });
    transport = createTransport(context);
    await connect(transport);
    expect(await thrownBy(transport.send(toOutgoing('hello', 'l1'), never()))).to.include({ code: 'network', outcome: 'unknown' });
    expect(await thrownBy(transport.loadHistory!({ limit: 50 }, never()))).to.include({ code: 'not-found', retryable: false });
    expect(await transport.loadHistory!({ after: 'of another conversation', limit: 50 }, never())).to.deep.equal({ messages: [], hasMore: false });
    expect(calls('GET')).to.deep.equal([]);
  });

  it('stays gone when it is disconnected in the task in which the history came', async () => {
    const { context, clock, events } = pancake();
    transport = createTransport(context);
    const { fetch } = context;
    context.fetch = async (...args) => {
      const response = await fetch(...args);
      const text = response.text.bind(response);
      response.text = async () => {
        const said = await text();
        // Behind the microtasks that take the answer apart, in front of the one that says "connected".
        for (let n = 0, at = Promise.resolve(); n < 60; n += 1) at = at.then(() => void (n === turns && transport.disconnect()));
        return said;
      };
      return response;
    };
    let turns = 0;
    for (; turns < 60; turns += 1) {
      await connect(transport, RESUME).then(() => undefined, () => undefined);
      await wait(0);
      expect([FakeSocket.all.length, clock.pending, events.length], `after ${turns} turns`).to.deep.equal([0, 0, 0]);
    }
  });

  it('leaves what the core says of the visitor as it is', async () => {
    const { context, posts } = pancake();
    transport = createTransport(context);
    const visitor = { ...VISITOR, name: 'Ann' };
    await transport.connect(visitor, undefined, never());
    await transport.identify!({ name: 'Bea' });
    expect(visitor.name).to.equal('Ann');
    await transport.send(toOutgoing('hello', 'l1'), never());
    expect(posts()[0]).to.include({ name: 'Bea' });
  });

  it('leaves no hole where frames were lost', async () => {
    const { context, say, push } = pancake();
    const known = say('known');
    transport = createTransport(context);
    await connect(transport, RESUME);
    await join();
    for (let n = 1; n <= 30; n++) say(`n${n}`);
    push(say('n31'));
    const { messages } = await transport.loadHistory!({ after: String(known['id']), limit: 50 }, never());
    expect(messages.map(({ parts }) => toText(parts))).to.deep.equal(Array.from({ length: 31 }, (_, i) => `n${i + 1}`));
  });

  it('polls with growing gaps while no frame has brought a message, and soon again after news', async () => {
    const { context, clock, events, say, calls } = pancake();
    transport = createTransport(context);
    await transport.connect(VISITOR, undefined, never());
    await transport.send(toOutgoing('hello', 'l1'), never());
    (await socket()).drop();
    const polls = () => calls('GET').length;
    const nextAfter = async (ms: number): Promise<number> => {
      const before = polls();
      clock.advance(ms);
      await wait(30);
      return polls() - before;
    };
    expect(await nextAfter(1600)).to.equal(1);
    expect(textsOf(events)).to.deep.equal(['hello']);
    for (const gap of [1500, 2250, 3375, 5063, 7594, 11391, 17086, 25629, 30000, 30000]) {
      expect(await nextAfter(gap - 200), `${gap}`).to.equal(0);
      expect(await nextAfter(250), `${gap}`).to.equal(1);
    }
    say('sorry for the wait');
    await nextAfter(30_100);
    expect(textsOf(events)).to.deep.equal(['hello', 'sorry for the wait']);
    expect(await nextAfter(1600), 'soon again').to.equal(1);
  });

  it('stops polling once a frame has brought a message, and begins again when an own one is not echoed', async () => {
    const { context, clock, events, say, push, calls } = pancake();
    transport = createTransport(context);
    await connect(transport, RESUME);
    await join();
    await eventually('the poll after the join', () => calls('GET').length === 3);
    push(say('by frame'));
    expect(textsOf(events)).to.deep.equal(['by frame']);
    const before = calls('GET').length;
    clock.advance(20_000);
    await wait(30);
    expect(calls('GET').length, 'polls').to.equal(before);
    await transport.send(toOutgoing('no echo', 'l1'), never());
    clock.advance(1600);
    await eventually('a poll', () => calls('GET').length > before);
    await eventually('the echo', () => textsOf(events).includes('no echo'));
    expect(textsOf(events)).to.deep.equal(['by frame', 'no echo']);
  });

  it('tells each message once, edits as edits, removals as removals, whoever brings them', async () => {
    const { context, events, say, push, list, clock } = pancake();
    const kept = say('kept');
    const gone = { ...say('gone'), is_removed: true };
    transport = createTransport(context);
    const { history } = await connect(transport, RESUME);
    expect(history.messages).to.have.length(2);
    await join();
    push(kept);
    push({ ...kept, message: 'edited' });
    push({ ...kept, message: 'edited' });
    push(gone);
    push(gone);
    Object.assign(list[0]!, gone);
    Object.assign(list[1]!, { message: 'edited' });
    await transport.send(toOutgoing('own', 'l1'), never());
    clock.advance(1600);
    await eventually('a poll', () => textsOf(events).includes('own'));
    clock.advance(10_000);
    await wait(50);
    expect(events.filter(({ type }) => type !== 'raw').map((event) => [event.type, 'message' in event ? toText(event.message.parts) : 'id' in event && event.id])).to.deep.equal([
      ['message-updated', 'edited'], ['message-deleted', 'web_shop_2'], ['message', 'own'],
    ]);
  });

  it('does not go back to what a poll saw before a frame told better', async () => {
    let answer = (_: Response): void => undefined;
    let isHeld = false;
    const { context, events, push, list, say } = pancake({}, {
      [`GET ${PATH}`]: () => (isHeld ? new Promise<Response>((resolve) => (answer = resolve)) : json(list)),
    });
    const row = say('before');
    const old = JSON.stringify(list);
    transport = createTransport(context);
    await connect(transport, RESUME);
    isHeld = true;
    await join();
    await wait(20);
    push({ ...row, message: 'after' });
    answer(new Response(old));
    await wait(20);
    expect(textsOf(events, 'message-updated')).to.deep.equal(['after']);
  });

  it('reports a gap when a poll finds nothing it knows', async () => {
    const { context, clock, events, say } = pancake();
    say('old');
    transport = createTransport(context);
    await connect(transport, RESUME);
    for (let n = 0; n < 30; n++) say(`n${n}`);
    clock.advance(2000);
    await eventually('a gap', () => events.find(({ type }) => type === 'gap'));
    const page = await transport.loadHistory!({ limit: 50 }, never());
    expect([page.messages.length, page.hasMore]).to.deep.equal([31, false]);
  });

  it('lives without a socket: a refused one is tried again later, the REST part goes on', async () => {
    const { context, clock, events } = pancake();
    transport = createTransport(context);
    await connect(transport, RESUME);
    (await socket()).drop();
    await transport.send(toOutgoing('works', 'l1'), never());
    expect(events.filter(({ type }) => type === 'connection-lost')).to.deep.equal([]);
    clock.advance(31_000);
    await eventually('another try', () => FakeSocket.all.length === 2);
    FakeSocket.last.drop();
    clock.advance(31_000);
    await wait(30);
    expect(FakeSocket.all.length, 'the gap has grown').to.equal(2);
    clock.advance(31_000);
    await eventually('a third try', () => FakeSocket.all.length === 3);
  });

  it('is not ended by a WebSocket that throws', async () => {
    const { context, events } = pancake();
    Object.assign(context, { WebSocket: class { constructor() { throw new DOMException('mixed content', 'SecurityError'); } } });
    transport = createTransport(context);
    await connect(transport, RESUME);
    await wait(50);
    await transport.send(toOutgoing('works', 'l1'), never());
    expect(events.filter(({ type }) => type === 'connection-lost')).to.deep.equal([]);
  });

  it('is lost when polling fails, but not when it is asked to slow down', async () => {
    let status = 200;
    const { context, clock, events } = pancake({}, {
      [`GET ${PATH}`]: () => (status === 200 ? json([]) : json({ success: false, error_code: status }, status)),
    });
    transport = createTransport(context);
    await connect(transport, RESUME);
    (await socket()).drop();
    status = 429;
    clock.advance(1600);
    await wait(30);
    expect(events).to.deep.equal([]);
    status = 503;
    clock.advance(31_000);
    const lost = await eventually('the loss', () => events.find((event) => event.type === 'connection-lost'));
    expect(lost.error?.code).to.equal('server');
    expect(clock.pending).to.equal(0);
  });

  it('takes no second connection for the first: what the old one was still asking is given up', async () => {
    let isSlow = true;
    const { context, events } = pancake({}, { [`GET ${PATH}`]: (_, init) => (isSlow ? hang(init) : json([])) });
    transport = createTransport(context);
    const first = thrownBy(connect(transport, RESUME));
    await wait(10);
    await transport.disconnect();
    isSlow = false;
    await connect(transport, RESUME);
    expect((await first).code).to.equal('aborted');
    expect(events).to.deep.equal([]);
  });
});

describe('pictures for pancake', () => {
  const file = new File(['x'], 'cat.png', { type: 'image/png' });
  const nothing = (): void => undefined;

  it('are all that may be picked, from the start; nobody is asked for that', async () => {
    const { context, seen } = pancake();
    const { config } = await createTransport(context).prepare!(never());
    expect(config?.upload?.accept).to.include('image/png').and.not.include('application/pdf');
    expect(seen).to.deep.equal([]);
  });

  it('are not offered where nobody takes them', () => {
    const { context } = pancake();
    expect(createTransport(context).upload).to.equal(undefined);
  });

  it('go through the function of the page, and their address goes to Pancake', async () => {
    const { context, posts } = pancake();
    context.config.uploader = async ({ name }) => `https://cdn.example/${name}`;
    const transport = createTransport(context);
    await connect(transport);
    const part = await transport.upload!(file, nothing, never());
    expect(part).to.deep.equal({
      type: 'image', name: 'cat.png', mime: 'image/png', size: 1, url: 'https://cdn.example/cat.png', uploadId: 'https://cdn.example/cat.png',
    });
    await transport.send({ localId: 'l', parts: [part] }, never());
    expect(posts()[0]).to.deep.include({ images: ['https://cdn.example/cat.png'] }).and.not.have.property('message');
    await transport.disconnect();
  });

  it('go nowhere but to a web address: a slip in upload-url is told as one', async () => {
    for (const address of ['http://', 'mailto:x@y.example', 'javascript:0']) {
      const { context } = pancake({ 'upload-url': address });
      const transport = createTransport(context);
      await connect(transport);
      expect(await thrownBy(transport.upload!(file, nothing, never())), address).to.include({ code: 'config' });
      await transport.disconnect();
    }
  });

  it('fail as the page says, end with the transport, and must have a usable address', async () => {
    const { context, clock } = pancake();
    let uploader: () => Promise<string> = () => Promise.reject(new Error('quota'));
    context.config.uploader = () => uploader();
    const transport = createTransport(context);
    await connect(transport);
    const upload = () => thrownBy(transport.upload!(file, nothing, never()));
    expect((await upload()).message).to.equal('the upload of the page failed');
    for (const address of ['javascript:alert(1)', 'cat.png', '', 'data:image/png;base64,AA', 7 as unknown as string]) {
      uploader = () => Promise.resolve(address);
      expect((await upload()).code, String(address)).to.equal('protocol');
    }
    const text = new File(['x'], 'a.txt', { type: 'text/plain' });
    expect((await thrownBy(transport.upload!(text, nothing, never()))).code).to.equal('bad-type');
    uploader = () => new Promise(() => undefined);
    const hanging = upload();
    await wait(20);
    await transport.disconnect();
    expect((await hanging).code).to.equal('aborted');
    expect(clock.pending).to.equal(0);
  });
});
