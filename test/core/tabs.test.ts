import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/core/errors.js';
import type { ChatNotice } from '../../src/core/chat.js';
import { callsOf, FakeBrowser, seen, type Tab, wordsOf } from '../support/fake-browser.js';

/** Two tabs, the first of which leads, where nothing can be kept. */
async function openWithoutDevice(browser: FakeBrowser): Promise<[Tab, Tab]> {
  const tabs: [Tab, Tab] = [browser.open(), browser.open()];
  for (const tab of tabs) {
    tab.storageFault = 'throws';
    void tab.client.start();
    await browser.clock.advance(10);
  }
  return tabs;
}

describe('two tabs', () => {
  it('share one connection and one drain, whoever writes', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(second, 'from two');
    await browser.send(first, 'from one');
    browser.backend.say('hello');
    await browser.clock.advance(10);
    assert.deepEqual(seen(first), ['from two [sent]', 'from one [sent]', 'hello']);
    assert.deepEqual(seen(second), seen(first));
    assert.equal(browser.backend.liveConnections, 1);
    assert.deepEqual([...new Set(browser.backend.calls.map(({ tab }) => tab))], ['tab1']);
    const sent = ({ notices }: { notices: ChatNotice[] }) => notices.filter(({ type }) => type === 'message-sent').length;
    assert.deepEqual([sent(first), sent(second)], [1, 1], 'one tab alone tells the page');
  });

  it('tell their pages of what others write, once, with its id; not of the visitor\'s own words', async () => {
    const browser = new FakeBrowser();
    const tabs = [await browser.started(), await browser.started()];
    await browser.send(tabs[1]!, 'hi');
    browser.backend.wire = (event) => [event, event];
    browser.backend.say('hello');
    await browser.clock.advance(10);
    const received = tabs.map(({ notices }) => notices.filter(({ type }) => type === 'message-received'));
    const once = [{ type: 'message-received', role: 'agent', id: 's2' }];
    assert.deepEqual(received, [once, once]);
  });

  it('survive the death of the leader with the line up and a message on its way', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(second, 'one');
    browser.backend.before = (call) => call === 'send' && first.kill();
    void second.client.send({ text: 'two' });
    await browser.clock.advance(5_000);
    browser.backend.say('hello');
    await browser.clock.advance(100);
    assert.deepEqual(seen(second), ['one [sent]', 'two [sent]', 'hello']);
    assert.equal(browser.backend.log.length, 3);
  });

  it('reconnect for a conversation that is kept without any token', async () => {
    const browser = new FakeBrowser();
    const open = () =>
      browser.started({}, (transport) => ({
        ...transport,
        connect: async (...args) => ({ ...(await transport.connect(...args)), resume: undefined }),
        send: async (...args) => ({ ...(await transport.send(...args)), resume: undefined }),
      }));
    const first = await open();
    const second = await open();
    await browser.send(first, 'hi');
    first.kill();
    await browser.clock.advance(4_000);
    assert.equal(second.client.state.connection.status, 'online');
  });

  it('offer what a dead leader may not have told anybody, files included, without any device', async () => {
    const browser = new FakeBrowser();
    browser.backend.isIdempotent = false;
    const [first, second] = await openWithoutDevice(browser);
    browser.backend.before = (call) => call === 'upload' && first.kill();
    void second.client.send({ files: [new File(['x'], 'a.txt')] });
    void second.client.send({ text: 'after' });
    await browser.clock.advance(10_000);
    assert.deepEqual(seen(second), ['file [sent]', 'after [sent]']);
    assert.equal(browser.backend.log.length, 2);
    assert.deepEqual([first.client.state.storage, second.client.state.storage], ['memory', 'memory']);
  });

  it('know after a nap what another has told them, without any device', async () => {
    const browser = new FakeBrowser();
    const [first, second] = await openWithoutDevice(browser);
    await browser.send(first, 'hi');
    second.client.stop();
    first.kill();
    browser.backend.before = () => new Promise(() => {});
    await browser.clock.advance(5_000);
    void second.client.start();
    await browser.clock.advance(1_000);
    assert.deepEqual([browser.bus.leaderId, seen(second)], [second.tabs.id, ['hi [sent]']]);
  });

  it('do not send again what a dead leader may have sent, without any device', async () => {
    const browser = new FakeBrowser();
    browser.backend.isIdempotent = false;
    browser.backend.echo = 'none';
    const [first, second] = await openWithoutDevice(browser);
    await browser.send(second, 'one');
    browser.backend.after = (call) => call === 'send' && first.kill();
    await browser.send(second, 'two', 10_000);
    assert.equal(browser.backend.log.length, 2);
    assert.deepEqual(seen(second), ['one [sent]', 'two [sent]']);
  });

  it('show the last what the device alone knows of, before there is a line to send it over', async () => {
    const browser = new FakeBrowser();
    const [leader, writer, last] = [await browser.started(), await browser.started(), await browser.started()];
    await browser.send(last, 'hi');
    browser.backend.before = () => new Promise(() => {});
    leader.kill();
    await browser.send(writer, 'last words', 10);
    writer.kill();
    await browser.clock.advance(10_000);
    assert.equal(last.tabs.isLeader(), true);
    assert.deepEqual(seen(last), ['hi [sent]', 'last words [queued]']);
  });

  it('show another tab\'s unsent words to the last, and rescue them where nothing is kept', async () => {
    const browser = new FakeBrowser();
    const [first, second] = await openWithoutDevice(browser);
    browser.backend.before = () => {
      throw new ChatError('network', 'gone', { retryable: true });
    };
    await browser.send(first, 'last words', 1_000);
    first.kill();
    browser.backend.before = () => {};
    await browser.clock.advance(10_000);
    assert.deepEqual(seen(second), ['last words [sent]']);
  });

  it('follow failures, so that the next leader does not send what failed', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    browser.backend.before = (call) => {
      if (call === 'send') throw new ChatError('invalid', 'no');
    };
    await browser.send(second, 'bad', 100);
    browser.backend.before = () => {};
    first.kill();
    await browser.clock.advance(10_000);
    assert.deepEqual(seen(second), ['bad [failed]']);
    assert.equal(callsOf(browser, 'send').length, 1);
    assert.equal(await second.client.discard('id1'), 'bad');
  });

  it('ask for one snapshot when an action is missing', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(first, 'hi');
    browser.bus.posted.length = 0;
    second.tabs.sleep();
    for (let i = 0; i < 3; i++) browser.backend.say(`m${i}`);
    await browser.clock.advance(5);
    second.tabs.wake();
    await browser.clock.advance(20);
    assert.deepEqual(seen(second), seen(first));
    const { posted } = browser.bus;
    const actions = posted.filter((it) => (it as { kind: string }).kind === 'action') as { seq: number }[];
    const last = actions.at(-1)!;
    // A hole, twice: what comes before the snapshot is not worth another question.
    posted.length = 0;
    const stranger = browser.bus.join();
    stranger.start({ onLeader() {}, onFollower() {}, onMessage() {} });
    stranger.post({ ...last, seq: last.seq + 5 });
    stranger.post({ ...last, seq: last.seq + 6 });
    stranger.post({ ...last, seq: last.seq });
    await browser.clock.advance(20);
    const kinds = posted.map((it) => (it as { kind: string }).kind);
    assert.equal(kinds.filter((kind) => kind === 'hello').length, 1);
    assert.equal(kinds.filter((kind) => kind === 'snapshot').length, 1);
    assert.deepEqual(seen(second), seen(first));
  });

  it('ignore the late words of a leader that slept, another version and nonsense', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    const third = await browser.started();
    await browser.send(first, 'hi');
    const words = browser.bus.posted.filter((it) => ['action', 'snapshot'].includes((it as { kind: string }).kind));
    first.tabs.sleep();
    await browser.clock.advance(5_000);
    await browser.send(second, 'two', 3_000);
    let fewest = Infinity;
    third.client.subscribe(({ messages }) => (fewest = Math.min(fewest, messages.length)));
    for (const late of words) first.tabs.post(late);
    first.tabs.post({ schema: 2, kind: 'snapshot', epoch: 99, seq: 1 });
    first.tabs.post(null);
    await browser.clock.advance(50);
    assert.deepEqual(seen(third), ['hi [sent]', 'two [sent]']);
    assert.ok(fewest >= 2, 'not for an instant');
    first.tabs.wake();
    await browser.clock.advance(50);
    await browser.send(first, 'back');
    assert.deepEqual(seen(first), ['hi [sent]', 'two [sent]', 'back [sent]']);
    assert.equal(browser.backend.liveConnections, 1);
  });

  it('understand a leader that cannot count on, since its device counts no epochs', async () => {
    const browser = new FakeBrowser();
    browser.bus.countsEpochs = false;
    const first = await browser.started();
    const second = await browser.started();
    const third = await browser.started();
    await browser.send(first, 'one');
    first.kill();
    await browser.clock.advance(5_000);
    await browser.send(third, 'two', 1_000);
    second.kill();
    const newcomer = browser.open();
    void newcomer.client.start();
    await browser.clock.advance(5_000);
    await browser.send(newcomer, 'three', 1_000);
    assert.deepEqual(seen(third), ['one [sent]', 'two [sent]', 'three [sent]']);
    assert.deepEqual(seen(newcomer), seen(third));
  });

  it('hear one that has said less than the last, where the device counts no epochs', async () => {
    const browser = new FakeBrowser();
    browser.bus.countsEpochs = false;
    const first = await browser.started();
    const tabs = [await browser.started(), await browser.started()];
    await browser.send(first, 'hi');
    for (let i = 1; i <= 30; i++) browser.backend.say(`${i}`);
    await browser.clock.advance(50);
    first.kill();
    await browser.clock.advance(5_000);
    browser.backend.say('heard');
    await browser.clock.advance(50);
    assert.deepEqual(tabs.map((tab) => seen(tab).at(-1)), ['heard', 'heard']);
  });

  it('hear a new leader whose count starts below theirs', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(first, 'one');
    const ahead = browser.bus.join();
    ahead.start({ onLeader() {}, onFollower() {}, onMessage() {} });
    const snapshot = browser.bus.posted.findLast((it) => (it as { kind: string }).kind === 'snapshot') as object;
    ahead.post({ ...snapshot, epoch: 50, seq: 9 });
    await browser.clock.advance(20);
    browser.backend.say('hello');
    await browser.clock.advance(50);
    assert.deepEqual(seen(second), ['one [sent]', 'hello']);
  });

  it('hold commands until a leader is known', async () => {
    const browser = new FakeBrowser();
    const first = browser.open();
    void first.client.start();
    await browser.clock.advance(0);
    first.client.reconnect();
    await browser.clock.advance(50);
    assert.equal(first.client.state.connection.status, 'online', 'given before the election was over');
    const second = browser.open();
    void second.client.start();
    await browser.clock.advance(0);
    void second.client.send({ text: 'at once' });
    await browser.clock.advance(50);
    assert.deepEqual(seen(first), ['at once [sent]']);
    const third = browser.open();
    void third.client.start();
    await browser.clock.advance(0);
    const refused = assert.rejects(third.client.end(), { code: 'unsupported' });
    await browser.clock.advance(50);
    await refused;
  });

  it('ask once for what takes its time, though a snapshot comes meanwhile, and not for ever when another leads', async () => {
    const browser = new FakeBrowser();
    let asked = 0;
    const open = () => browser.started({}, (transport) => ({ ...transport, rate: () => (asked++, new Promise(() => {})) }));
    const [first, second, third] = [await open(), await open(), await open()];
    await browser.send(first, 'hi');
    const waiting = assert.rejects(third.client.rate({ score: 5 }), { code: 'timeout' });
    await browser.clock.advance(10);
    const stranger = browser.bus.join();
    const action = browser.bus.posted.findLast((it) => (it as { kind: string }).kind === 'action') as { seq: number };
    stranger.post({ ...action, seq: action.seq + 5 });
    await browser.clock.advance(10);
    assert.equal(asked, 1);
    first.kill();
    await browser.clock.advance(4_000);
    await waiting;
    assert.deepEqual([browser.bus.leaderId, asked], [second.tabs.id, 1]);
  });

  it('answer commands over the wall, errors included, and give up with the leader', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started({}, (transport) => ({
      ...transport,
      rate: async () => {
        throw new ChatError('invalid', 'no', { retryAfterMs: 7_000, fields: { score: 'range' } });
      },
      requestTranscript: async () => new Blob(['all']),
      selectDepartment: () => new Promise(() => {}),
    }));
    const second = await browser.started();
    const rated = second.client.rate({ score: 9 });
    await Promise.all([
      assert.rejects(rated, { code: 'invalid', retryable: false, retryAfterMs: 7_000, fields: { score: 'range' } }),
      browser.clock.advance(100),
    ]);
    const transcript = second.client.requestTranscript('text', {});
    await browser.clock.advance(100);
    assert.equal(await ((await transcript) as Blob).text(), 'all');
    await assert.rejects(Promise.all([second.client.end(), browser.clock.advance(100)]), { code: 'unsupported' });
    const waiting = assert.rejects(second.client.selectDepartment('d1'), { code: 'timeout' });
    await browser.clock.advance(10);
    first.kill();
    await browser.clock.advance(5_000);
    await waiting;
    const alone = browser.bus.join();
    alone.start({ onLeader() {}, onFollower() {}, onMessage() {} });
    alone.post({ schema: 1, kind: 'command', from: alone.id, id: 1, name: 'constructor', args: [] });
    alone.post({ schema: 1, kind: 'answer', to: second.tabs.id, id: 77 });
    await browser.clock.advance(10);
    assert.equal((browser.bus.posted.at(-1) as { error: ChatError }).error.code, 'unsupported');
  });

  it('send what was tried again in another tab that led meanwhile, without any device', async () => {
    const browser = new FakeBrowser();
    const [first, second] = await openWithoutDevice(browser);
    browser.backend.before = (call) => {
      if (call === 'send') throw new ChatError('invalid', 'no');
    };
    await browser.send(first, 'hi', 1_000);
    assert.deepEqual(seen(second), ['hi [failed]']);
    first.tabs.sleep();
    await browser.clock.advance(5_000);
    first.tabs.wake();
    browser.backend.before = () => new Promise(() => {});
    await second.client.retry('id1');
    await browser.clock.advance(100);
    browser.backend.before = () => {};
    second.client.stop();
    await browser.clock.advance(20_000);
    assert.deepEqual(seen(first), ['hi [sent]']);
  });

  it('keep the order of what was written right before a nap and right behind it', async () => {
    const browser = new FakeBrowser();
    await browser.started();
    const second = await browser.started();
    browser.backend.before = () => {
      throw new ChatError('network', 'gone', { retryable: true });
    };
    void second.client.send({ text: 'before' });
    second.client.stop();
    await browser.clock.advance(100);
    void second.client.start();
    await browser.clock.advance(0);
    void second.client.send({ text: 'behind' });
    await browser.clock.advance(1_000);
    browser.backend.before = () => {};
    await browser.clock.advance(60_000);
    assert.deepEqual(browser.backend.log.map(({ message }) => wordsOf(message)), ['before', 'behind']);
  });

  it('do not ask again, when they lead themselves, for what was done for them', async () => {
    const browser = new FakeBrowser();
    let ratings = 0;
    const open = () => browser.started({}, (transport) => ({ ...transport, rate: async () => void ratings++ }));
    const first = await open();
    const second = await open();
    await browser.send(second, 'hi');
    const rated = second.client.rate({ score: 5 });
    await browser.clock.advance(100);
    await rated;
    first.kill();
    await browser.clock.advance(10_000);
    assert.equal(second.tabs.isLeader(), true);
    assert.equal(ratings, 1);
  });

  it('do not wait for ever for an answer', async () => {
    const browser = new FakeBrowser();
    browser.bus.electionMs = 1e9;
    const tab = await browser.started();
    const waiting = assert.rejects(tab.client.end(), { code: 'timeout' });
    await browser.clock.advance(70_000);
    await waiting;
  });

  it('take the dots away in every tab, though clocks jump', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(first, 'hi');
    const author = { role: 'agent', id: 'a1' } as const;
    const dots = () => [first.client.state.typing.length, second.client.state.typing.length];
    browser.backend.tell({ type: 'typing', author, on: true });
    browser.backend.tell({ type: 'typing', author: { role: 'agent', id: 'a2' }, on: true, ttlMs: 600_000 });
    await browser.clock.advance(7_900);
    assert.deepEqual(dots(), [2, 2]);
    browser.clock.jump(-86_400_000);
    await browser.clock.advance(200);
    assert.deepEqual(dots(), [1, 1]);
    await browser.clock.advance(30_000);
    assert.deepEqual(dots(), [0, 0]);
    browser.backend.tell({ type: 'typing', author, on: true });
    browser.backend.tell({ type: 'typing', author, on: false });
    browser.backend.tell({ type: 'typing', author, on: true });
    browser.backend.say('done');
    await browser.clock.advance(10);
    assert.deepEqual(dots(), [0, 0]);
  });

  it('read in one tab is read in all', async () => {
    const browser = new FakeBrowser();
    let marked = '';
    const first = await browser.started({}, (transport) => ({ ...transport, markRead: async (id) => void (marked = id) }));
    const second = await browser.started();
    await browser.send(first, 'hi');
    browser.backend.say('hello');
    await browser.clock.advance(10);
    second.client.markRead();
    second.client.markRead();
    await browser.clock.advance(10);
    assert.equal(first.client.state.readUpTo, 's2');
    assert.equal(marked, 's2');
    first.kill();
    await browser.clock.advance(4_000);
    assert.equal(browser.device.get<{ readUpTo: string }>('session')?.readUpTo, 's2');
  });

  it('write the session in the leading tab alone', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(first, 'hi');
    first.storageMs = 50;
    browser.backend.say('one');
    await browser.clock.advance(10);
    browser.backend.say('two');
    first.tabs.sleep();
    await browser.clock.advance(3_020);
    const before = browser.device.get<{ messages: unknown[] }>('session')!.messages.length;
    first.tabs.wake();
    await browser.clock.advance(3_000);
    assert.ok(browser.device.get<{ messages: unknown[] }>('session')!.messages.length >= before);
    assert.equal(seen(second).length, 3);
    assert.deepEqual(seen(first), seen(second));
  });
});
