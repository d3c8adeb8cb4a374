import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { ChatConfig } from '../../../src/core/config.js';
import type { Transport } from '../../../src/core/transport.js';
import { eventually, fails, wait, within } from '../../../src/testing/contract-assert.js';
import { toText, visit, type Visit } from '../../../src/testing/contract-visit.js';
import { createTransport } from '../../../src/transports/expertflow/expertflow.js';
import { agentSays, literalServer, type LiteralServer } from '../support/expertflow-literal-server.js';

const open: { server?: LiteralServer; visits: Visit[] } = { visits: [] };

async function serve(version: 2 | 4 = 4, settings: object = {}): Promise<LiteralServer> {
  return (open.server = await literalServer(version, settings));
}

function come(server: LiteralServer, config: Partial<ChatConfig> = {}): Visit {
  const all = { transport: 'expertflow', endpoint: server.endpoint, site: '', locale: 'de-CH', options: {}, ...config };
  const sockets = WebSocket as unknown as typeof globalThis.WebSocket;
  const backend = { config: all, fetch, WebSocket: sockets } as unknown as Parameters<typeof visit>[0];
  const made = visit(backend, createTransport);
  open.visits.push(made);
  return made;
}

/** Sends, and lets the 5 s pass in which a server might confirm. */
async function say(visitor: Visit, server: LiteralServer, text: string, localId = text) {
  const before = server.told.length;
  const sending = visitor.send(text, localId);
  await eventually('the message', () =>
    server.told.slice(before).some(({ payload }) => payload['text'] === text) || undefined,
  );
  await wait(20);
  visitor.clock.advance(5_000);
  return sending;
}

const shown = ({ events }: Visit): string[] =>
  events.flatMap((event) => (event.type === 'message' ? [toText(event.message.parts)] : []));

afterEach(async () => {
  for (const { transport } of open.visits.splice(0)) await transport.disconnect();
  await open.server?.close();
  delete open.server;
});

for (const version of [4, 2] as const) {
  describe(`expertflow at a server that does no more than its document says, Socket.IO ${version}`, () => {
    it('finds out which client fits, once, and remembers it', async () => {
      const server = await serve(version);
      const visitor = come(server);
      await visitor.connect();
      assert.equal(server.requests.length, 0, 'nobody is told of a visitor who only looks');
      await say(visitor, server, 'hello');
      assert.equal(visitor.resume?.['eio'], version === 4 ? 4 : 3);
      assert.equal(server.handshakes().length, 1);
      const again = come(server);
      await again.connect(visitor.resume);
      assert.equal(server.handshakes().length, 1, 'asked again');
      assert.deepEqual(server.told.map(({ event }) => event), ['joinConversation', 'sendMessage', 'joinConversation']);
    });

    it('takes a message for sent when it is written, after it has waited once', async () => {
      const server = await serve(version);
      const visitor = come(server);
      await visitor.connect();
      const ack = await say(visitor, server, 'one');
      assert.equal(ack.id, undefined);
      assert.equal(ack.resume?.['confirms'], false);
      const { clock } = visitor;
      const before = clock.monotonic();
      await visitor.send('two');
      assert.ok(clock.monotonic() - before < 4_000, 'waited again');
      await eventually('both', () => server.messages.length === 2);
    });

    it('knows its own words again after a reconnect, and tells what was missed', async () => {
      const server = await serve(version);
      const visitor = come(server);
      await visitor.connect();
      await say(visitor, server, 'hello');
      server.drop();
      await visitor.event('connection-lost');
      server.messages.push(agentSays('are you there?'));
      const { history, conversation } = await visitor.connect(visitor.resume);
      assert.deepEqual(
        history.messages.map(({ parts, localId }) => [toText(parts), localId]).filter(([text]) => text !== 'Welcome'),
        [['hello', 'hello'], ['are you there?', undefined]],
      );
      assert.equal(conversation.state, 'active');
      const ids = history.messages.map(({ id }) => id);
      const reload = come(server);
      const { history: later } = await reload.connect(visitor.resume);
      assert.deepEqual(later.messages.map(({ id }) => id), ids.filter((id) => !id?.startsWith('greeting')));
      assert.equal(later.messages[0]?.localId, 'hello');
    });
  });
}

describe('expertflow and the beginning of a conversation', () => {
  it('tells who the visitor is, where and what for', async () => {
    const server = await serve();
    const visitor = come(server, { options: { departments: 'sales:Sales, support:Support', comment: 'vip' } });
    const { config } = await visitor.transport.prepare!(new AbortController().signal);
    assert.deepEqual(config?.departments, [{ id: 'sales', name: 'Sales' }, { id: 'support', name: 'Support' }]);
    await visitor.connect();
    await visitor.transport.selectDepartment!('support');
    await visitor.transport.identify!({ phone: '+4179', fields: { plan: 'gold', channel: 'fax' } });
    const conversation = await visitor.transport.register!({ name: 'Ann Mary Lee', email: 'a@b.test', size: 'XL' });
    assert.deepEqual(conversation, { id: 'c-1', state: 'active' });
    const { requestId, timestamp, ...rest } = server.inits()[0]!.body;
    assert.deepEqual(rest, {
      channel: 'web', firstName: 'Ann', lastName: 'Mary Lee', email: 'a@b.test', phone: '+4179', refId: '+4179',
      language: 'en', url: 'https://shop.example/', subject: 'support', comment: 'vip', plan: 'gold', size: 'XL',
    });
    assert.equal(requestId, visitor.resume?.['requestId']);
    assert.ok(Date.parse(String(timestamp)) > 0);
    assert.deepEqual(server.told[0]?.payload, { conversationId: 'c-1', id: 'p-1', name: 'Ann' });
    await fails(visitor.transport.selectDepartment!('sales'), 'unsupported');
    await fails(visitor.transport.register!({ name: 'Bob' }), 'unsupported');
  });

  it('says the same requestId when it is repeated, and Retry-After is handed on', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    for (const status of [503, 500]) {
      server.manners.init = (answer) => {
        answer.writeHead(status, { 'retry-after': '7' }).end();
        return true;
      };
      const error = await fails(visitor.send('hello'), 'server');
      assert.deepEqual([error.retryable, error.retryAfterMs, error.outcome], [true, 7000, 'not-sent']);
    }
    server.manners.init = undefined;
    // As a reload would: what connect left is all that is kept.
    const other = come(server);
    await other.connect(visitor.resume);
    await say(other, server, 'hello');
    const ids = server.inits().map(({ body }) => body['requestId']);
    assert.equal(ids.length, 3, 'a transport repeats nothing by itself');
    assert.equal(new Set(ids).size, 1);
    assert.equal(new Set(server.inits().map(({ body }) => body['refId'])).size, 1);
  });

  it('says that nobody is there while the service is not available, and takes it back', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    let status = 500;
    server.manners.init = (answer) => {
      answer.writeHead(status).end();
      return true;
    };
    const told = (): unknown[] => visitor.events.flatMap((event) => (event.type === 'availability' ? [event.state] : []));
    await fails(visitor.send('hello'), 'server');
    assert.deepEqual(told(), [], 'a mistake of its own');
    status = 503;
    await fails(visitor.send('hello'), 'server');
    assert.deepEqual(told(), ['offline']);
    server.manners.init = undefined;
    await say(visitor, server, 'hello');
    assert.deepEqual(told().slice(0, 2), ['offline', 'unknown']);
  });

  it('asks nobody where the endpoint is no address', async () => {
    const server = await serve();
    for (const endpoint of ['', 'http://']) await fails(come(server, { endpoint }).connect(), 'config');
    assert.deepEqual(server.requests, []);
  });

  it('waits until a file has been uploaded', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    const parts = [{ type: 'file', name: 'a', mime: 'x/y', localKey: 'k' } as const];
    await fails((visitor.transport as Transport).send({ localId: 'f', parts }, new AbortController().signal), 'invalid');
    assert.deepEqual(server.inits(), []);
  });

  it('is refused without a message having left, whatever the answer was', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    server.manners.init = (answer) => {
      answer.end('<p>Sign in');
      return true;
    };
    const error = await fails(visitor.send('hello'), 'protocol');
    assert.deepEqual([error.retryable, error.outcome], [true, 'not-sent']);
    server.manners.init = (answer) => {
      answer.socket?.destroy();
      return true;
    };
    assert.equal((await fails(visitor.send('hello'), 'network')).outcome, 'not-sent');
    assert.deepEqual(server.told, []);
  });

  it('begins anew where the server does not know the old one: silence for 8 s, or a refusal', async () => {
    for (const refuses of [true, false]) {
      const server = await serve();
      const visitor = come(server);
      await visitor.connect();
      await say(visitor, server, 'hello');
      const { resume } = visitor;
      await visitor.transport.disconnect();
      server.manners.knows = (id) => id !== 'c-1';
      server.manners.acks = () => (refuses ? { status: 404 } : undefined);
      const back = come(server);
      const connecting = back.connect(resume);
      await eventually('the join', () => server.told.length === 3);
      await wait(20);
      if (!refuses) back.clock.advance(8_000);
      const { conversation, history, visitorId } = await connecting;
      assert.deepEqual([conversation, history.messages], [{ state: 'none' }, []]);
      assert.equal(visitorId, resume?.['visitorId'], 'still the same person');
      server.manners.acks = () => undefined;
      await back.send('anybody?');
      assert.equal(back.resume?.['conversationId'], 'c-2');
      assert.notEqual(server.inits()[1]?.body['requestId'], server.inits()[0]?.body['requestId']);
      await back.transport.disconnect();
      await server.close();
    }
  });
});

describe('expertflow and what a server adds to its document', () => {
  it('believes an acknowledgement at once, and misses it afterwards', async () => {
    const server = await serve();
    const visitor = come(server);
    server.manners.acks = () => ({ status: 'ok', message: { id: 'm-1', timestamp: '2026-01-05T10:00:04Z' } });
    await visitor.connect();
    const ack = await visitor.send('one');
    assert.deepEqual([ack.id, ack.createdAt], ['m-1', Date.parse('2026-01-05T10:00:04Z')]);
    server.manners.acks = () => undefined;
    const before = server.told.length;
    const lost = fails(visitor.send('two'), 'timeout');
    await eventually('the message', () => server.told.length > before);
    visitor.clock.advance(5_000);
    const error = await lost;
    assert.deepEqual([error.outcome, error.retryable], ['unknown', true]);
  });

  it('tells which message a refusal is about, and what may help', async () => {
    const server = await serve();
    const visitor = come(server);
    server.manners.acks = () => ({ code: 200 });
    await visitor.connect();
    await visitor.send('one');
    const cases = [
      [{ code: 429, retryAfter: 3 }, 'rate-limited', 3000, true],
      [{ status: 409 }, 'ended', undefined, false],
      [{ error: 'Conversation not found' }, 'ended', undefined, false],
      [{ success: false, message: 'no' }, 'invalid', undefined, false],
      [{ error: { code: 503 } }, 'server', undefined, true],
      [false, 'invalid', undefined, false],
    ] as const;
    for (const [verdict, code, ms, retryable] of cases) {
      server.manners.acks = () => verdict;
      const error = await fails(visitor.send(`x${code}`), code);
      assert.deepEqual([error.retryAfterMs, error.retryable, error.outcome], [ms, retryable, 'not-sent']);
    }
  });

  it('takes its own words back as an echo, with whatever id they have there', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    for (const [index, text] of ['same', 'same'].entries()) {
      const sending = visitor.send(text, `local-${index}`);
      await eventually('the message', () => server.messages.length > index);
      server.emit('messageArrived', agentSays(text, { id: `m-${index}`, from: { id: 'p-1' } }));
      assert.equal((await sending).id, `m-${index}`);
    }
    const own = visitor.events.flatMap((event) => (event.type === 'message' ? [event.message] : []));
    assert.deepEqual(
      own.filter(({ author }) => author.role === 'visitor').map(({ id, localId }) => [id, localId]),
      [['m-0', 'local-0'], ['m-1', 'local-1']],
    );
  });

  it('leaves a message in doubt when the connection ends, and finds it in what history shows', async () => {
    for (const arrives of [true, false]) {
      const server = await serve();
      const visitor = come(server);
      await visitor.connect();
      server.manners.keeps = () => arrives;
      const lost = fails(visitor.send('there?', 'local-d'), 'network');
      await eventually('the message', () => server.told.length > 1);
      server.drop();
      assert.equal((await lost).outcome, 'unknown');
      const { history } = await visitor.connect(visitor.resume);
      const found = history.messages.some(({ localId }) => localId === 'local-d');
      assert.equal(found, arrives);
      const page = await visitor.transport.loadHistory!({ limit: 50 }, new AbortController().signal);
      assert.equal(page.messages.some(({ localId }) => localId === 'local-d'), arrives);
      await visitor.transport.disconnect();
      await server.close();
    }
  });

  it('shows neither whispers nor other people\'s conversations, and says nothing of either', async () => {
    const server = await serve();
    server.messages.push(agentSays('secret past', { tag: 'whisper' }));
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    server.emit('messageArrived', agentSays('secret', { tag: 'Whisper' }));
    server.emit('messageArrived', agentSays('elsewhere', { conversationId: 'c-9' }));
    server.emit('messageArrived', agentSays('for you', { tag: '' }));
    await eventually('the message', () => shown(visitor).includes('for you'));
    assert.equal(JSON.stringify(visitor.events).includes('secret'), false);
    assert.deepEqual(shown(visitor).filter((text) => text !== 'Welcome'), ['for you']);
    const { messages } = await visitor.transport.loadHistory!({ limit: 50 }, new AbortController().signal);
    assert.equal(JSON.stringify(messages).includes('secret'), false);
  });

  it('greets once in a conversation, though every join brings a greeting', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    for (let n = 0; n < 2; n += 1) {
      server.drop();
      await visitor.event('connection-lost', undefined, visitor.events.length);
      await visitor.connect(visitor.resume);
      await wait(30);
    }
    assert.deepEqual(shown(visitor).filter((text) => text === 'Welcome'), ['Welcome']);
  });

  it('hands on events that nobody knows, of any name', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    server.emit('surveyOffered', { id: 1 });
    const { data } = await visitor.event('raw', ({ name }) => name === 'surveyOffered');
    assert.deepEqual(data, { id: 1 });
  });
});

describe('expertflow and who is there', () => {
  const activity = (activityType: string, info: object = {}, from: object = { id: 'system', name: 'System' }): object =>
    ({ conversationId: 'c-1', type: 'ActivityMessage', from, to: [], activityType, info });

  it('follows agents in and out, the queue, and the end', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    const sam = { participant: { id: 'a-2', name: 'Sam' }, role: 'agent' };
    const events = async (from: number): Promise<unknown[]> => {
      await wait(60);
      return visitor.events.slice(from).map((event) => {
        if (event.type === 'message') return event.message.parts[0];
        if (event.type === 'availability') return [event.state, event.agents?.length];
        return event.type === 'conversation' ? event.conversation.state : event.type;
      });
    };
    const notice = (code: string): object => ({ type: 'notice', code, params: { name: 'Sam' } });
    const steps: [object, unknown[]][] = [
      [activity('participantLeft', sam), [['online', 0], 'queued', notice('left')]],
      [activity('handOff', { position: 2 }), ['queue']],
      [activity('noAgentAvailable'), [['offline', 0], 'bot']],
      [activity('participantAdded', sam), []],
      [activity('participantJoined', {}, { id: 'a-2', name: 'Sam' }), [['online', 1], 'active', notice('joined')]],
      [activity('typing', {}, { id: 'a-2', name: 'Sam' }), ['typing']],
      [activity('typing', {}, { id: 'p-1' }), []],
      [activity('participantJoined', { participant: { id: 'p-1', name: 'me' } }), []],
      [activity('endOfConversation', {}, { id: 'a-2', name: 'Sam' }), ['ended']],
    ];
    for (const [frame, expected] of steps) {
      const from = visitor.events.length;
      server.emit('messageArrived', frame);
      assert.deepEqual(await events(from), expected, JSON.stringify(frame));
    }
    const last = visitor.events.at(-1);
    assert.ok(last?.type === 'conversation' && last.conversation.by === 'Sam');
    // The socket goes with the conversation, and that is no loss.
    await eventually('the end of the socket', () => server.live.size === 0);
    assert.equal(visitor.events.some(({ type }) => type === 'connection-lost'), false);
    await fails(visitor.send('too late'), 'ended');
    assert.deepEqual((await visitor.connect(visitor.resume)).conversation, { state: 'none' });
  });

  it('tells that the visitor types, and nothing when they stop', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await visitor.transport.setTyping!(true);
    assert.equal(server.told.length, 0, 'typing begins no conversation');
    await say(visitor, server, 'hello');
    await visitor.transport.setTyping!(true);
    await visitor.transport.setTyping!(false);
    await visitor.send('done');
    await eventually('all', () => server.told.length === 4);
    assert.deepEqual(server.told.map(({ payload }) => payload['activityType']), [undefined, undefined, 'typing', undefined]);
    assert.equal(server.told.every(({ payload }) => payload['tag'] !== 'whisper'), true);
  });

  it('ends a conversation by its event, though the server says nothing', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    const ending = visitor.transport.endConversation!();
    await eventually('the event', () => server.told.at(-1)?.event === 'endConversation');
    await wait(20);
    visitor.clock.advance(5_000);
    assert.deepEqual(await within(Promise.resolve(ending)), { id: 'c-1', state: 'ended' });
    await fails(visitor.send('too late'), 'ended');
    assert.equal(visitor.clock.pending, 0);
  });
});

describe('expertflow and transcripts', () => {
  async function ended(server: LiteralServer): Promise<Visit> {
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    server.manners.acks = () => true;
    await visitor.transport.endConversation!();
    return visitor;
  }
  const asked = (server: LiteralServer): string[] =>
    server.requests.flatMap(({ url }) => (url.includes('transcript') ? [url] : []));

  it('come as a PDF or by mail when the conversation is over, also after a reload', async () => {
    const server = await serve();
    const visitor = await ended(server);
    server.manners.transcript = 200;
    const file = await visitor.transport.requestTranscript!('pdf', {});
    assert.ok(file instanceof Blob && (await file.text()).startsWith('%PDF'));
    const reload = come(server);
    await reload.connect(visitor.resume);
    assert.equal(await reload.transport.requestTranscript!('email', {}), undefined);
    assert.deepEqual(asked(server), ['/chat/api/customer/transcript/c-1/pdf', '/chat/api/customer/transcript/c-1/email']);
    await fails(visitor.transport.requestTranscript!('text', {}), 'unsupported');
  });

  it('are asked for once more after 2 s, and then explained', async () => {
    const server = await serve();
    const { transport, clock } = await ended(server);
    const asking = fails(transport.requestTranscript!('pdf', {}), 'not-found');
    await eventually('the first', () => asked(server).length === 1);
    await wait(100);
    assert.equal(asked(server).length, 1);
    clock.advance(2_000);
    const error = await asking;
    assert.match(error.message, /not ready/);
    assert.equal(asked(server).length, 2);
    assert.equal(clock.pending, 0);
  });

  it('are not to be had before', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await fails(visitor.transport.requestTranscript!('pdf', {}), 'not-found');
    assert.deepEqual(asked(server), []);
    await say(visitor, server, 'hello');
    const error = await fails(visitor.transport.requestTranscript!('pdf', {}), 'not-found');
    assert.match(error.message, /before the conversation is over/);
    assert.equal(asked(server).length, 1);
  });
});

describe('expertflow and the way to the server', () => {
  it('goes by long polling where WebSockets are swallowed', async () => {
    const server = await serve(4, { transports: ['polling'] });
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    server.emit('messageArrived', agentSays('hi'));
    await eventually('the answer', () => shown(visitor).includes('hi'));
  });

  for (const transports of [['websocket', 'polling'], ['polling']]) {
    it(`notices a line that ends with the answer to the join, over ${transports[0]}`, async () => {
      const server = await serve(4, { transports });
      const visitor = come(server);
      await visitor.connect();
      await say(visitor, server, 'hello');
      server.drop();
      await visitor.event('connection-lost');
      server.manners.history = () => {
        queueMicrotask(() => server.drop());
        return server.messages;
      };
      const before = visitor.events.length;
      const isUp = await visitor.connect(visitor.resume).then(() => true, () => false);
      const isLost = () => visitor.events.slice(before).some(({ type }) => type === 'connection-lost');
      if (isUp) await eventually('the loss', () => isLost() || undefined);
    });
  }

  it('finds its way to a server without long polling, new and old', async () => {
    for (const version of [4, 2] as const) {
      const server = await serve(version, { transports: ['websocket'] });
      const visitor = come(server);
      await visitor.connect();
      if (version === 2) {
        // The guess is wrong at an old server: the core comes again.
        await fails(visitor.send('hello'), 'network');
        await visitor.connect(visitor.resume);
      }
      await say(visitor, server, 'hello');
      assert.equal(server.inits().length, 1);
      await visitor.transport.disconnect();
      await server.close();
    }
  });

  it('asks again when the server has been renewed', async () => {
    const server = await serve(4);
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    await visitor.transport.disconnect();
    const back = come(server);
    // The core has no newer token after a failure: it brings the same one again.
    const old = { ...visitor.resume, eio: 3 };
    const handshakes = server.handshakes().length;
    await fails(back.connect(old), 'network');
    assert.equal((await back.connect(old)).conversation.state, 'active');
    assert.equal(server.handshakes().length, handshakes + 1);
    assert.equal(back.resume?.['eio'], 4);
  });

  it('takes nobody\'s word for a server that it cannot reach', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    const { resume } = visitor;
    await visitor.transport.disconnect();
    await server.close();
    const error = await fails(come(server).connect(resume), 'network');
    assert.equal(error.retryable, true);
  });
});

describe('expertflow and files', () => {
  const file = (bytes: number, type = 'audio/wav'): File => new File([new Uint8Array(bytes)], 'a.wav', { type });
  const upload = ({ transport }: Visit, what: File) =>
    transport.upload!(what, () => undefined, new AbortController().signal);

  it('travel inside the message up to 700 kB, and not above', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    const part = await upload(visitor, file(700_000));
    assert.ok(part.url?.startsWith('data:audio/wav;base64,AAAA'));
    assert.equal(part.type, 'audio');
    await fails(upload(visitor, file(700_001)), 'too-large');
    const sending = (visitor.transport as Transport).send({ localId: 'f', parts: [part] }, new AbortController().signal);
    await eventually('the message', () => server.told.some(({ event }) => event === 'sendMessage'));
    await wait(20);
    visitor.clock.advance(5_000);
    await sending;
    const [attachment] = server.told.at(-1)!.payload['attachments'] as { type: string; name: string; contentUrl: string }[];
    assert.deepEqual([attachment?.type, attachment?.name, attachment?.contentUrl.length], ['audio/wav', 'a.wav', part.url?.length]);
  });

  it('are never part of a frame that would end the connection', async () => {
    const server = await serve();
    const visitor = come(server);
    await visitor.connect();
    await say(visitor, server, 'hello');
    await fails(visitor.send('x'.repeat(1_000_001)), 'too-large');
    await visitor.send('still here');
  });

  it('go where the page puts them, before anywhere else', async () => {
    const server = await serve();
    const uploader = (what: File): Promise<string> => Promise.resolve(`https://files.test/${what.name}`);
    const visitor = come(server, { uploader, options: { 'upload-url': 'https://nowhere.test' } });
    await visitor.connect();
    const part = await upload(visitor, file(3_000_000));
    assert.deepEqual([part.url, part.uploadId], ['https://files.test/a.wav', 'https://files.test/a.wav']);
    const bad = come(server, { uploader: () => Promise.resolve('javascript:alert(1)') });
    await bad.connect();
    await fails(upload(bad, file(1)), 'protocol');
    for (const broken of [() => Promise.reject(new Error('quota')), () => { throw new TypeError('not a function'); }]) {
      const sorry = come(server, { uploader: broken });
      await sorry.connect();
      await fails(upload(sorry, file(1)), 'server');
    }
  });
});
