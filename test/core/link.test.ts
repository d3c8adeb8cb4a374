import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/core/errors.js';
import type { Author, IncomingMessage } from '../../src/core/model.js';
import type { Emit, Resume, Transport } from '../../src/core/transport.js';
import { textPart } from '../support/fake-backend.js';
import { callsOf, FakeBrowser, seen, type Tab } from '../support/fake-browser.js';

const bot: Author = { role: 'bot', id: 'b', name: 'Bot' };

async function talking(setUp: (browser: FakeBrowser) => void = () => {}): Promise<[FakeBrowser, Tab]> {
  const browser = new FakeBrowser();
  setUp(browser);
  const tab = await browser.started();
  await browser.send(tab, 'hi');
  browser.backend.say('hello');
  return [browser, tab];
}

const kept = ({ device }: FakeBrowser) => device.get<{ resume: Resume; messages: IncomingMessage[] }>('session')!;

describe('link', () => {
  it('fills the gap before it lets live messages in', async () => {
    const [browser, tab] = await talking(({ backend }) => (backend.pageSize = 2));
    browser.backend.cut();
    for (let i = 1; i <= 5; i++) browser.backend.say(`missed ${i}`);
    const views: string[] = [];
    tab.client.subscribe(() => views.push(seen(tab).join()));
    browser.backend.before = (call) => {
      if (call === 'history' && !views.includes('live')) browser.backend.say('live');
      return browser.clock.wait(5);
    };
    await browser.clock.advance(3_000);
    const end = seen(tab);
    assert.deepEqual(end.slice(0, 7), ['hi [sent]', 'hello', 'missed 1', 'missed 2', 'missed 3', 'missed 4', 'missed 5']);
    assert.ok(end.length > 7 && end.slice(7).every((text) => text === 'live'));
    assert.equal(views.some((view) => view.includes('live') && !view.includes('missed 1')), false);
  });

  it('joins at what came in, not at own acknowledgements: they arrive though the line is dead', async () => {
    const [browser, tab] = await talking(({ backend }) => (backend.pageSize = 3));
    browser.backend.cut(false);
    for (let i = 1; i <= 4; i++) browser.backend.say(`missed ${i}`);
    for (let i = 1; i <= 4; i++) await browser.send(tab, `own ${i}`);
    tab.client.wake();
    await browser.clock.advance(1_000);
    assert.equal(seen(tab).filter((text) => text.startsWith('missed')).length, 4);
    assert.deepEqual(tab.client.state.messages.map(({ order }) => order), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('keeps the cursor behind the messages', async () => {
    const [browser, tab] = await talking();
    await browser.clock.advance(100);
    browser.backend.say('new');
    await browser.clock.advance(0);
    assert.deepEqual(kept(browser).resume, { cursor: 3 });
    assert.equal(kept(browser).messages.at(-1)?.id, 's3');
    assert.equal(seen(tab).length, 3);
  });

  it('replaces what it cannot join: an unknown id, or too long a gap', async () => {
    for (const isUnknown of [true, false]) {
      const [browser, tab] = await talking(({ backend }) => (backend.pageSize = 2));
      browser.backend.cut();
      if (isUnknown) browser.backend.log.length = 0;
      for (let i = 1; i <= (isUnknown ? 3 : 60); i++) browser.backend.say(`new ${i}`);
      if (isUnknown) for (const { message } of browser.backend.log) message.id = `n${message.id}`;
      await browser.clock.advance(5_000);
      assert.equal(seen(tab).length, 2);
      assert.equal(tab.client.state.hasOlder, true);
      assert.ok(callsOf(browser, 'history').length <= 20);
    }
  });

  it('replaces when a page has no id to go on from', async () => {
    const [browser, tab] = await talking();
    browser.backend.cut();
    browser.backend.pageSize = 1;
    browser.backend.say('one');
    browser.backend.say('two');
    browser.backend.say('three');
    for (const { message } of browser.backend.log.slice(2, 3)) delete message.id;
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(tab), ['three']);
  });

  it('tries again when the history cannot be read just now', async () => {
    const [browser, tab] = await talking(({ backend }) => (backend.pageSize = 1));
    browser.backend.cut();
    browser.backend.say('one');
    browser.backend.say('two');
    let isDown = true;
    browser.backend.before = (call) => {
      if (call === 'history' && isDown) throw new ChatError('server', '500', { retryable: true });
    };
    await browser.clock.advance(2_000);
    isDown = false;
    await browser.clock.advance(60_000);
    assert.deepEqual(seen(tab), ['hi [sent]', 'hello', 'one', 'two']);
  });

  it('takes the newest page as it is where no history can be read', async () => {
    const [browser, tab] = await talking(({ backend }) => (backend.hasHistory = false));
    browser.backend.cut();
    browser.backend.say('one');
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(tab), ['hi [sent]', 'hello', 'one']);
    assert.equal(tab.client.state.hasOlder, false);
    browser.backend.tell({ type: 'gap' });
    browser.backend.say('two');
    await browser.clock.advance(100);
    assert.equal(seen(tab).length, 4);
  });

  it('fills a gap in the middle, holds what comes meanwhile, and gives up in time', async () => {
    const [browser, tab] = await talking();
    browser.backend.wire = (event) => (event.type === 'message' ? [] : [event]);
    browser.backend.say('missed');
    browser.backend.wire = (event) => [event];
    browser.backend.before = (call) => (call === 'history' ? browser.clock.wait(50) : undefined);
    browser.backend.tell({ type: 'gap' });
    browser.backend.say('live');
    browser.backend.tell({ type: 'gap' });
    browser.backend.say('later');
    await browser.send(tab, 'own meanwhile', 20);
    assert.deepEqual(seen(tab), ['hi [sent]', 'hello', 'own meanwhile [sent]'], 'sending goes on');
    await browser.clock.advance(200);
    assert.deepEqual(tab.client.state.messages.map(({ order }) => order), [1, 2, 3, 4, 5, 6]);
    browser.backend.before = (call) => (call === 'history' ? new Promise(() => {}) : undefined);
    browser.backend.tell({ type: 'gap' });
    browser.backend.say('held');
    await browser.clock.advance(29_000);
    assert.equal(seen(tab).includes('held'), false);
    await browser.clock.advance(3_000);
    assert.equal(seen(tab).includes('held'), true, 'by a new connection');
    assert.equal(callsOf(browser, 'connect').length, 2);
    browser.backend.before = (call) => (call === 'history' ? browser.clock.wait(100) : undefined);
    browser.backend.tell({ type: 'gap' });
    tab.client.stop();
    await browser.clock.advance(1_000);
    assert.equal(browser.clock.open, 0);
  });

  it('takes nothing after the end, and no late word of an old connection', async () => {
    let emit: Emit = () => {};
    const browser = new FakeBrowser();
    const tab = await browser.started({}, (transport, out) => {
      emit = out;
      return transport;
    });
    await browser.send(tab, 'hi');
    emit({ type: 'message', message: { id: 'x1', author: bot, createdAt: 1, parts: [] } });
    emit({ type: 'connection-lost' });
    emit({ type: 'message', message: { id: 'x2', author: bot, createdAt: 1, parts: [] } });
    tab.client.stop();
    emit({ type: 'message', message: { id: 'x3', author: bot, createdAt: 1, parts: [] } });
    await browser.clock.advance(5_000);
    assert.deepEqual(tab.client.state.messages.map(({ id }) => id), ['x1', 's1']);
  });

  it('opens no door for an attempt that was given up while it read the history', async () => {
    const [browser, tab] = await talking(({ backend }) => (backend.pageSize = 1));
    browser.backend.cut();
    browser.backend.say('one');
    browser.backend.say('two');
    browser.backend.before = (call) => (call === 'history' ? browser.clock.wait(20_000) : undefined);
    await browser.clock.advance(2_000);
    tab.client.stop();
    await browser.clock.advance(60_000);
    assert.deepEqual(seen(tab), ['hi [sent]', 'hello']);
    assert.equal(browser.backend.liveConnections, 0);
  });

  it('tries once without a token that is no longer accepted, and mixes nothing with the new thread', async () => {
    for (const hasHistory of [true, false]) {
      const [browser, tab] = await talking(({ backend }) => (backend.hasHistory = hasHistory));
      browser.backend.cut();
      browser.backend.visitorId = '';
      browser.backend.log = [];
      browser.backend.say('welcome, stranger');
      browser.backend.log[0]!.message.id = 'w1';
      let refused = 0;
      browser.backend.before = (call) => {
        const isStale = call === 'connect' && browser.backend.calls.at(-1)!.resume;
        if (isStale && !refused++) throw new ChatError('auth', '401');
      };
      await browser.clock.advance(5_000);
      assert.deepEqual(seen(tab), ['welcome, stranger'], `history ${hasHistory}`);
      assert.equal(refused, 1);
    }
  });

  it('keeps the token when nothing is accepted at all', async () => {
    const [browser, tab] = await talking();
    browser.backend.cut();
    browser.backend.before = (call) => {
      if (call === 'connect') throw new ChatError('auth', '401');
    };
    await browser.clock.advance(5_000);
    assert.equal(tab.client.state.connection.status, 'failed');
    assert.deepEqual(seen(tab), ['hi [sent]', 'hello']);
    browser.backend.before = () => {};
    tab.client.reconnect();
    await browser.clock.advance(100);
    assert.ok(browser.backend.calls.at(-1)?.resume);
  });

  it('replaces the thread when the backend says that this is another visitor', async () => {
    const [browser, tab] = await talking();
    browser.backend.visitorId = 'v2';
    browser.backend.log = [];
    browser.backend.cut();
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(tab), []);
    assert.equal(tab.client.state.visitorId, 'v2');
  });

  it('makes the transport once, and tries again when its code did not load', async () => {
    const browser = new FakeBrowser();
    let loads = 0;
    const tab = await browser.started({
      createTransport: async (emit) => {
        if (!loads++) throw new ChatError('network', 'no code', { retryable: true });
        return browser.backend.transport(emit);
      },
    });
    await browser.send(tab, 'hi', 5_000);
    tab.client.setOpen(true);
    browser.backend.cut();
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(tab), ['hi [sent]']);
    assert.equal(loads, 2);
  });
});

describe('prepare', () => {
  it('asks for config without making a visitor, once', async () => {
    const browser = new FakeBrowser();
    let say: Emit = () => {};
    const tab = await browser.started({}, (transport, emit) => ({
      ...transport,
      prepare: async (signal) => {
        say = emit;
        await transport.prepare!(signal);
        emit({ type: 'capabilities', change: { upload: false } });
        return { config: { title: 'Shop' }, availability: 'online', agents: [{ name: 'Ada' }] };
      },
    }));
    tab.client.setOpen(true);
    tab.client.setOpen(true);
    tab.client.setOpen(false);
    tab.client.setOpen(true);
    await browser.clock.advance(100);
    const { availability, agents, capabilities, config, connection } = tab.client.state;
    assert.deepEqual([availability, agents, config.title, connection.status], ['online', [{ name: 'Ada' }], 'Shop', 'idle']);
    assert.equal(capabilities.upload, false, 'what the backend took away stays away');
    assert.equal(capabilities.history, true);
    say({ type: 'queue', queue: { position: 3 } });
    assert.equal(tab.client.state.queue, null, 'what comes behind the answer is nobody\'s');
    assert.deepEqual(browser.backend.calls.map(({ call }) => call), ['prepare']);
    await browser.send(tab, 'hi');
    tab.client.prepare();
    await browser.clock.advance(0);
    assert.equal(callsOf(browser, 'prepare').length, 1);
    assert.equal(tab.client.state.capabilities.upload, false);
  });

  it('says that it failed, and asks again at the next opening; is quiet when it is stopped', async () => {
    const browser = new FakeBrowser();
    browser.backend.before = () => {
      throw new ChatError('network', 'gone', { retryable: true });
    };
    const tab = await browser.started();
    tab.client.prepare();
    await browser.clock.advance(10);
    assert.equal(tab.notices.length, 1);
    browser.backend.before = () => browser.clock.wait(1_000);
    tab.client.prepare();
    await browser.clock.advance(10);
    tab.client.stop();
    await browser.clock.advance(2_000);
    assert.equal(tab.notices.length, 1);
    assert.equal(tab.client.state.availability, 'unknown');
  });

  it('asks nothing besides while somebody is being connected', async () => {
    const browser = new FakeBrowser();
    browser.backend.before = (call) => (call === 'connect' ? browser.clock.wait(1_000) : undefined);
    const tab = await browser.started();
    await browser.send(tab, 'hi', 100);
    tab.client.setOpen(true);
    await browser.clock.advance(2_000);
    assert.deepEqual(browser.backend.calls.map(({ call }) => call), ['connect', 'send']);
  });

  it('fails in time where no answer comes, and asks again', async () => {
    const browser = new FakeBrowser();
    browser.backend.before = () => new Promise(() => {});
    const tab = await browser.started();
    tab.client.prepare();
    await browser.clock.advance(30_000);
    assert.equal(tab.client.state.connection.error?.code, 'timeout');
    browser.backend.before = () => {};
    tab.client.prepare();
    await browser.clock.advance(10);
    assert.equal(tab.client.state.availability, 'online');
  });

  it('shows that it failed until it is tried again, which still makes no visitor', async () => {
    const browser = new FakeBrowser();
    browser.backend.before = () => {
      throw new ChatError('forbidden', 'not this page');
    };
    const tab = await browser.started();
    tab.client.setOpen(true);
    await browser.clock.advance(10);
    const { connection } = tab.client.state;
    assert.deepEqual([connection.status, connection.error?.code], ['idle', 'forbidden']);
    assert.deepEqual(tab.notices.map((notice) => notice.type === 'error' && notice.isConnecting), [true]);
    browser.backend.before = () => {};
    tab.client.reconnect();
    await browser.clock.advance(10);
    assert.deepEqual(tab.client.state.connection, { status: 'idle' });
    assert.deepEqual(browser.backend.calls.map(({ call }) => call), ['prepare', 'prepare']);
  });

  it('does nothing where the backend has none, and drops what it says of a lost line', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started({}, ({ prepare: _, ...rest }) => rest as Transport);
    tab.client.prepare();
    await browser.clock.advance(10);
    assert.deepEqual(browser.backend.calls, []);
  });
});

describe('facts of the wire', () => {
  it('reach the state', async () => {
    const [browser, tab] = await talking();
    const { backend, clock } = browser;
    const who: Author = { role: 'agent', name: 'Ada' };
    backend.tell({ type: 'message-updated', message: { ...backend.log[1]!.message, parts: [textPart('hello!')], editedAt: 5 } });
    backend.tell({ type: 'message-part', id: 'p1', op: 'start', text: 'He', author: bot });
    backend.tell({ type: 'message-part', id: 'p1', op: 'append', text: 'y', offset: 2 });
    backend.tell({ type: 'message-part', id: 'p1', op: 'end', text: '' });
    backend.tell({ type: 'receipt', upTo: 's1', state: 'read' });
    backend.tell({ type: 'availability', state: 'busy', agents: [{ name: 'Ada' }] });
    backend.tell({ type: 'availability', state: 'offline' });
    backend.tell({ type: 'conversation', conversation: { state: 'queued' } });
    backend.tell({ type: 'queue', queue: { position: 2 } });
    backend.tell({ type: 'config', config: { title: 'T' } });
    backend.tell({ type: 'capabilities', change: { rating: true } });
    backend.tell({ type: 'participant', change: 'joined', who });
    backend.tell({ type: 'trigger', rule: 1 });
    backend.tell({ type: 'raw', name: 'x', data: 1 });
    await clock.advance(10);
    const { state } = tab.client;
    assert.deepEqual(seen(tab), ['hi [read]', 'hello!', 'Hey', 'notice']);
    assert.deepEqual([state.availability, state.agents, state.queue], ['offline', [{ name: 'Ada' }], { position: 2 }]);
    assert.deepEqual([state.config.title, state.config.pushed, state.capabilities.rating], ['T', 1, true]);
    backend.tell({ type: 'participant', change: 'left', who: { role: 'agent', id: 'a' } });
    backend.tell({ type: 'participant', change: 'left', who: { role: 'agent' } });
    backend.tell({ type: 'message-deleted', id: 's2' });
    assert.equal(state.messages.length + 2, tab.client.state.messages.length);
    backend.cut();
    await clock.advance(5_000);
    assert.equal(callsOf(browser, 'history').length, 0, 'no made-up id was asked for');
  });
});
