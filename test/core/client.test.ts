import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/core/errors.js';
import { selectCan, selectUnread } from '../../src/core/selectors.js';
import { FakeBrowser, seen } from '../support/fake-browser.js';

async function talking(): Promise<[FakeBrowser, Awaited<ReturnType<FakeBrowser['started']>>]> {
  const browser = new FakeBrowser();
  const tab = await browser.started();
  await browser.send(tab, 'hi');
  return [browser, tab];
}

describe('client', () => {
  it('sends nothing empty, nothing that the page keeps back, and connects for nothing', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started({ onSend: () => false });
    await assert.rejects(tab.client.send({ text: '  ' }), { code: 'invalid' });
    await assert.rejects(tab.client.send({}), { code: 'invalid' });
    await assert.rejects(tab.client.send({ text: 'hi' }), { code: 'aborted' });
    tab.client.wake();
    tab.client.markRead();
    await tab.client.loadOlder();
    await browser.clock.advance(1_000);
    assert.deepEqual([browser.backend.calls, seen(tab), browser.device.values.size], [[], [], 0]);
  });

  it('sends a choice without any words', async () => {
    const browser = new FakeBrowser();
    const sent: unknown[] = [];
    const tab = await browser.started({}, (transport) => ({
      ...transport,
      send: (message, signal) => (sent.push(message), transport.send(message, signal)),
    }));
    await browser.send(tab, 'hi');
    const choice = { messageId: 's1', id: 'yes', value: 'Yes' };
    void tab.client.send({ action: choice });
    await browser.clock.advance(50);
    assert.deepEqual(sent, [
      { localId: 'id1', parts: [{ type: 'text', text: 'hi', format: 'plain' }] },
      { localId: 'id2', parts: [], action: choice },
    ]);
    assert.deepEqual(tab.client.state.messages[1]?.action, choice);
    assert.equal(tab.client.state.messages[1]?.status, 'sent');
  });

  it('goes through everything a backend offers', async () => {
    const browser = new FakeBrowser();
    const called: unknown[] = [];
    const note = (name: string, answer?: unknown) => async (...args: unknown[]) => {
      called.push([name, ...args]);
      return answer as never;
    };
    const tab = await browser.started({}, (transport) => ({
      ...transport,
      register: note('register', { state: 'active' }),
      sendOfflineMessage: note('offline'),
      selectDepartment: note('department', { state: 'queued' }),
      endConversation: note('end'),
      rate: note('rate'),
      setTyping: note('typing'),
      setPage: note('page'),
      identify: note('identify'),
      extension: note('extension', ['said']),
    }));
    const { client } = tab;
    const { clock } = browser;
    const doing = [client.register({ name: 'V' }), client.sendOfflineMessage({ email: 'e' })];
    await clock.advance(100);
    await Promise.all(doing);
    assert.equal(client.state.conversation.state, 'active');
    const more = [client.selectDepartment('d'), client.rate({ score: 5 }), client.identify({ name: 'W' })];
    client.setTyping(true);
    client.setTyping(true);
    client.setPage({ url: 'https://shop.test/b', title: 'B' });
    await clock.advance(10);
    await Promise.all(more);
    assert.equal(client.state.conversation.state, 'queued');
    const asked = client.extension('external-service', { rule: 't' });
    await clock.advance(10);
    assert.deepEqual(await asked, ['said']);
    const ended = client.end();
    await clock.advance(10);
    await ended;
    assert.equal(client.state.conversation.state, 'ended');
    await clock.advance(3_000);
    client.setTyping(true);
    await clock.advance(6_000);
    const names = called.map((it) => (it as unknown[])[0]);
    assert.deepEqual(names.sort(), ['department', 'end', 'extension', 'identify', 'offline', 'page', 'rate', 'register', 'typing', 'typing', 'typing']);
    assert.deepEqual(called.filter((it) => (it as unknown[])[0] === 'typing').map((it) => (it as unknown[])[1]), [true, true, false]);
    assert.equal(selectCan(client.state, 'end'), true);
    assert.equal(selectCan(client.state, 'transcript'), false);
  });

  it('tells the backend who the visitor is, in whichever tab it was said', async () => {
    const browser = new FakeBrowser();
    const visitors: unknown[] = [];
    const open = () =>
      browser.started(
        { config: { transport: 'x', endpoint: '', site: '', locale: 'de', options: {}, externalId: 'e', name: 'N', email: 'm' } },
        (transport) => ({
          ...transport,
          connect: (visitor, ...rest) => {
            visitors.push(visitor);
            return transport.connect(visitor, ...rest);
          },
        }),
      );
    const first = await open();
    const second = await open();
    void second.client.identify({ name: 'New' });
    second.client.setPage({ url: 'https://shop.test/b', title: 'B' });
    await browser.send(second, 'hi');
    const page = { url: 'https://shop.test/b', title: 'B' };
    assert.deepEqual(visitors.at(-1), { externalId: 'e', name: 'New', email: 'm', locale: 'de', page });
    first.kill();
    await browser.clock.advance(5_000);
    assert.deepEqual(visitors.at(-1), { externalId: 'e', name: 'New', email: 'm', locale: 'de', page });
  });

  it('goes over to the thread of the visitor it was merged into', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started({}, (transport) => ({ ...transport, identify: async () => ({ token: 'merged' }) }));
    await browser.send(tab, 'hi');
    browser.backend.log = [];
    browser.backend.say('known since long');
    void tab.client.identify({ externalId: 'x' });
    await browser.clock.advance(100);
    assert.deepEqual(seen(tab), ['known since long']);
    assert.deepEqual(browser.backend.calls.at(-1)?.resume, { token: 'merged' });
  });

  it('waits for the line, but not for ever, and not beyond the end', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started({}, (transport) => ({ ...transport, rate: async () => {} }));
    browser.backend.before = () => new Promise(() => {});
    const late = assert.rejects(tab.client.rate({ score: 1 }), { code: 'timeout' });
    await browser.clock.advance(30_000);
    await late;
    browser.backend.before = () => {
      throw new ChatError('forbidden', 'no');
    };
    tab.client.reconnect();
    await browser.clock.advance(1_000);
    const refused = assert.rejects(tab.client.rate({ score: 1 }), { code: 'network', message: 'no' });
    await browser.clock.advance(100);
    await refused;
    browser.backend.before = () => new Promise(() => {});
    const stopped = assert.rejects(tab.client.rate({ score: 1 }), { code: 'aborted' });
    await browser.clock.advance(10);
    tab.client.stop();
    await stopped;
    await browser.clock.advance(10);
    assert.equal(browser.clock.open, 0);
  });

  it('loads what is older, page by page, to the beginning', async () => {
    const browser = new FakeBrowser();
    browser.backend.pageSize = 2;
    for (let i = 1; i <= 5; i++) browser.backend.say(`old ${i}`);
    const tab = await browser.started();
    tab.client.reconnect();
    await browser.clock.advance(50);
    assert.deepEqual(seen(tab), ['old 4', 'old 5']);
    for (const length of [4, 5]) {
      const loading = tab.client.loadOlder();
      assert.equal(tab.client.state.loadingOlder, true);
      void tab.client.loadOlder();
      await browser.clock.advance(50);
      await loading;
      assert.equal(seen(tab).length, length);
    }
    assert.deepEqual([tab.client.state.hasOlder, tab.client.state.loadingOlder], [false, false]);
  });

  it('gives up an older page that never comes, and asks for it again', async () => {
    const browser = new FakeBrowser();
    browser.backend.pageSize = 2;
    for (let i = 1; i <= 4; i++) browser.backend.say(`old ${i}`);
    let isSilent = true;
    const tab = await browser.started({}, (transport) => ({
      ...transport,
      loadHistory: (query, signal) => (isSilent ? new Promise(() => {}) : transport.loadHistory!(query, signal)),
    }));
    tab.client.reconnect();
    await browser.clock.advance(50);
    const loading = assert.rejects(tab.client.loadOlder(), { code: 'timeout' });
    await browser.clock.advance(30_000);
    await loading;
    assert.equal(tab.client.state.loadingOlder, false);
    isSilent = false;
    void tab.client.loadOlder();
    await browser.clock.advance(50);
    assert.equal(seen(tab).length, 4);
  });

  it('drops an older page when the list was replaced meanwhile', async () => {
    const browser = new FakeBrowser();
    browser.backend.pageSize = 2;
    for (let i = 1; i <= 5; i++) browser.backend.say(`old ${i}`);
    const tab = await browser.started();
    tab.client.reconnect();
    await browser.clock.advance(50);
    let isFirst = true;
    browser.backend.after = (call) => {
      if (call !== 'history' || !isFirst) return undefined;
      isFirst = false;
      browser.backend.log = browser.backend.log.slice(-1);
      browser.backend.visitorId = 'v2';
      browser.backend.cut();
      return browser.clock.wait(5_000);
    };
    const loading = tab.client.loadOlder();
    await browser.clock.advance(10_000);
    await loading;
    assert.deepEqual(seen(tab), ['old 5']);
  });

  it('ends the older messages where the backend gives none', async () => {
    const browser = new FakeBrowser();
    browser.backend.pageSize = 1;
    let hasHistory = true;
    browser.backend.say('one');
    browser.backend.say('two');
    const tab = await browser.started({}, (transport) => {
      const { loadHistory } = transport;
      return Object.defineProperty({ ...transport }, 'loadHistory', { get: () => (hasHistory ? loadHistory : undefined) });
    });
    tab.client.reconnect();
    await browser.clock.advance(50);
    hasHistory = false;
    const loading = tab.client.loadOlder();
    await browser.clock.advance(50);
    await loading;
    assert.equal(tab.client.state.hasOlder, false);
  });

  it('counts what is unread over a reload, though the device\'s clock is a day ahead', async () => {
    const browser = new FakeBrowser();
    browser.backend.acksCarryTime = false;
    browser.backend.echo = 'none';
    browser.clock.jump(86_400_000 * 3_650);
    const first = await browser.started();
    await browser.send(first, 'hi');
    browser.backend.say('one');
    await browser.clock.advance(10);
    assert.deepEqual(seen(first), ['hi [sent]', 'one']);
    first.client.markRead();
    await browser.clock.advance(10);
    first.kill();
    const second = await browser.started();
    await browser.clock.advance(5_000);
    browser.backend.say('two');
    await browser.clock.advance(10);
    assert.deepEqual(selectUnread(second.client.state).map(({ id }) => id), ['s3']);
    second.client.markRead();
    assert.deepEqual(selectUnread(second.client.state), []);
  });

  it('marks what the backend dates as read, not what lies behind it unsent or is shown in this tab alone', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    await browser.send(tab, 'hi');
    browser.backend.say('one');
    await browser.clock.advance(10);
    browser.backend.before = (call) => (call === 'send' ? new Promise(() => {}) : undefined);
    await browser.send(tab, 'on its way');
    tab.client.show({ localId: 'shown', author: { role: 'agent' }, parts: [], createdAt: 9e15, isLocalTime: true });
    tab.client.markRead();
    assert.equal(tab.client.state.readUpTo, 's2');
    browser.backend.say('two');
    await browser.clock.advance(10);
    assert.deepEqual(selectUnread(tab.client.state).map(({ id }) => id), ['s3']);
  });

  it('forgets the visitor here, in every tab, and at the backend where it can', async () => {
    for (const fails of ['', 'unsupported', 'network'] as const) {
      const browser = new FakeBrowser();
      let forgotten = 0;
      const open = () =>
        browser.started({}, (transport) => ({
          ...transport,
          ...(fails !== 'unsupported' && {
            forgetVisitor: async () => {
              forgotten++;
              if (fails === 'network') throw new ChatError('network', 'gone', { retryable: true });
            },
          }),
        }));
      const first = await open();
      const second = await open();
      await browser.send(first, 'hi');
      const done = first.client.forget().then(() => 'done', (error: ChatError) => error.code);
      await browser.clock.advance(100);
      assert.equal(await done, fails === 'network' ? 'network' : 'done');
      assert.equal(forgotten, fails === 'unsupported' ? 0 : 1);
      if (fails === 'network') continue;
      assert.deepEqual([seen(first), seen(second), browser.device.values.size], [[], [], 0]);
      first.kill();
      await browser.clock.advance(5_000);
      await browser.send(second, 'new');
      assert.equal(browser.backend.calls.findLast(({ call }) => call === 'connect')?.resume, undefined);
    }
    const browser = new FakeBrowser();
    const tab = await browser.started();
    await tab.client.forget();
    assert.deepEqual(browser.backend.calls, []);
  });

  it('asks the backend for what only it knows, once there is a line, and hands on what it says', async () => {
    const browser = new FakeBrowser();
    const asked: unknown[] = [];
    const tab = await browser.started({}, (transport) => ({
      ...transport,
      extension: async (name, data) => {
        asked.push([name, data]);
        return { seats: 4 };
      },
    }));
    const answer = tab.client.extension('seats', { train: 'RJ 42' });
    await browser.clock.advance(100);
    assert.deepEqual([await answer, asked], [{ seats: 4 }, [['seats', { train: 'RJ 42' }]]]);
    const other = await new FakeBrowser().started();
    other.client.stop();
    await assert.rejects(other.client.extension('seats', {}), { code: 'aborted' });
    const [plain, without] = await talking();
    const refused = assert.rejects(without.client.extension('seats', {}), { code: 'unsupported' });
    await plain.clock.advance(100);
    await refused;
  });

  it('shows what no backend knows in this tab alone, and counts it as unread nowhere', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    const other = await browser.started();
    const { client } = tab;
    client.show({ localId: 'hello', author: { role: 'bot' }, createdAt: 0, isLocalTime: true, parts: [{ type: 'text', text: 'May I help?', format: 'plain' }] });
    await browser.clock.advance(100);
    assert.deepEqual([seen(tab), seen(other), client.unread, browser.backend.calls], [['May I help?'], [], 0, []]);
    await browser.send(tab, 'yes');
    browser.backend.say('with what?');
    await browser.clock.advance(10);
    assert.deepEqual([seen(tab), client.unread], [['May I help?', 'yes [sent]', 'with what?'], 1]);
    client.markRead();
    assert.equal(client.unread, 0);
    const late = await browser.started();
    assert.deepEqual(seen(late), ['yes [sent]', 'with what?']);
    late.client.show({ localId: 'here', author: { role: 'agent' }, createdAt: 0, isLocalTime: true, parts: [{ type: 'text', text: 'New here?', format: 'plain' }] });
    tab.kill();
    await browser.clock.advance(10_000);
    assert.deepEqual([seen(late).sort(), seen(other)], [['New here?', 'with what?', 'yes [sent]'], ['yes [sent]', 'with what?']]);
  });

  it('goes by the opening hours until the backend says who is there, and not against it', async () => {
    const browser = new FakeBrowser();
    const { client } = await browser.started();
    client.setHours('offline');
    assert.equal(client.state.availability, 'offline');
    client.setHours('online');
    client.setHours('offline');
    assert.equal(client.state.availability, 'offline', 'the hours may change their mind');
    client.setOpen(true);
    await browser.clock.advance(100);
    assert.equal(client.state.availability, 'online', 'the backend knows better');
    client.setHours('offline');
    assert.equal(client.state.availability, 'online');
  });

  it('goes on though a listener of the page throws', async () => {
    const browser = new FakeBrowser();
    const heard: unknown[] = [];
    const listener = (reason: unknown): void => void heard.push(reason);
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', listener);
    const tab = await browser.started();
    tab.client.subscribe(() => {
      throw new Error('the page is broken');
    });
    await browser.send(tab, 'hi');
    process.off('unhandledRejection', listener);
    for (const other of others) process.on('unhandledRejection', other as () => void);
    assert.deepEqual(seen(tab), ['hi [sent]']);
    assert.ok(heard.length > 0, 'and the console hears of it');
  });

  it('knows of the network', async () => {
    const [browser, tab] = await talking();
    tab.client.setNetwork(false);
    assert.equal(tab.client.state.connection.offline, true);
    await browser.send(tab, 'later', 10);
    tab.client.setNetwork(true);
    await browser.clock.advance(100);
    assert.deepEqual(seen(tab), ['hi [sent]', 'later [sent]']);
    tab.client.wake();
    await browser.clock.advance(100);
    assert.equal(browser.backend.calls.filter(({ call }) => call === 'connect').length, 3);
  });

  it('prepares when the panel is open as it begins to lead', async () => {
    const browser = new FakeBrowser();
    const tab = browser.open();
    tab.client.setOpen(true);
    void tab.client.start();
    await browser.clock.advance(50);
    assert.equal(tab.client.state.availability, 'online');
  });

  it('keeps a hundred messages, and knows that there are more', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    await browser.send(first, 'hi');
    for (let i = 0; i < 120; i++) browser.backend.say(`m${i}`);
    await browser.clock.advance(10);
    first.kill();
    browser.backend.before = () => new Promise(() => {});
    const second = await browser.started();
    assert.deepEqual([seen(second).length, second.client.state.hasOlder, second.client.state.historyLoaded], [100, true, true]);
    browser.device.values.set('session', { schema: 99 });
    const third = browser.open();
    void third.client.start();
    await browser.clock.advance(0);
    assert.deepEqual(seen(third), []);
  });
});
