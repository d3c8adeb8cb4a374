import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatConfig } from '../../src/core/config.js';
import { ChatError } from '../../src/core/errors.js';
import type { ConnectVisitor, Transport } from '../../src/core/transport.js';
import { signed } from '../../src/privacy/sign.js';
import { chatConfig, FakeBrowser, seen } from '../support/fake-browser.js';

const DAY_MS = 86_400_000;

describe('who the visitor is', () => {
  it('a log-out clears every tab and what the page said; the next one is nobody', async () => {
    const browser = new FakeBrowser();
    const visitors: ConnectVisitor[] = [];
    const open = () =>
      browser.started({ config: { ...chatConfig, externalId: 'anna', visitor: { fields: { plan: 'gold' } } } }, (transport) => ({
        ...transport,
        connect: (visitor, ...rest) => {
          visitors.push({ ...visitor });
          return transport.connect(visitor, ...rest);
        },
      }));
    const first = await open();
    const second = await open();
    await browser.send(second, 'hi');
    assert.deepEqual([visitors[0]!.externalId, visitors[0]!.fields], ['anna', { plan: 'gold' }]);
    void second.client.reset(true);
    await browser.clock.advance(1_000);
    assert.deepEqual([seen(first), seen(second), browser.device.values.size], [[], [], 0]);
    for (const tab of [first, second]) assert.deepEqual(tab.notices.at(-1), { type: 'forgotten', isLogout: true });
    assert.equal(first.client.state.connection.status, 'idle');
    first.kill();
    await browser.clock.advance(5_000);
    await browser.send(second, 'who am I?');
    assert.deepEqual([visitors.at(-1)!.externalId, visitors.at(-1)!.fields, browser.backend.calls.findLast(({ call }) => call === 'connect')?.resume], [undefined, undefined, undefined]);
  });

  it('what is forgotten for another reason leaves what the page said, and tells whether the backend could', async () => {
    for (const can of [true, false]) {
      const browser = new FakeBrowser();
      const tab = await browser.started({ config: { ...chatConfig, name: 'Ada' } }, (transport) => ({
        ...transport,
        ...(can && { forgetVisitor: async () => {} }),
      }));
      await browser.send(tab, 'hi');
      const erased = tab.client.forget();
      await browser.clock.advance(100);
      assert.equal(await erased, can);
      assert.deepEqual(tab.notices.at(-1), { type: 'forgotten', isLogout: false });
      await browser.send(tab, 'again');
      assert.deepEqual(seen(tab).at(-1), 'again [sent]');
    }
  });

  it('a name given in the middle is noted beside the words, so that they never become another’s', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    await browser.send(tab, 'hi');
    void tab.client.identify({ externalId: 'anna' });
    await browser.clock.advance(10);
    assert.equal(browser.device.get('owner'), 'anna');
  });

  it('what is still being written when they are forgotten is neither kept nor sent', async () => {
    for (const sender of [0, 1]) {
      const browser = new FakeBrowser();
      const tabs = [await browser.started(), await browser.started()];
      const tab = tabs[sender]!;
      await browser.send(tab, 'hi');
      tab.storageMs = 100;
      void tab.client.send({ text: 'of the last one', files: [new File(['1'], 'a.txt'), new File(['2'], 'b.txt')] });
      await browser.clock.advance(20);
      void tabs[0]!.client.reset(true);
      await browser.clock.advance(5_000);
      assert.deepEqual(tabs.map(seen), [[], []], `sent by tab ${sender}`);
      assert.ok(!JSON.stringify(browser.backend.log).includes('of the last'));
      assert.ok(![...browser.device.values.values()].some((it) => JSON.stringify(it).includes('of the last')));
      assert.deepEqual([...browser.device.values.keys()].filter((key) => key.startsWith('blob:')), [], `files of tab ${sender}`);
    }
  });

  it('what the leading tab was to send for another is not sent behind a log-out', async () => {
    const browser = new FakeBrowser();
    const [leader, other] = [await browser.started(), await browser.started()];
    browser.backend.before = () => {
      throw new ChatError('network', 'gone', { retryable: true });
    };
    await browser.send(other, 'of the last one', 100);
    void other.client.reset(true);
    await browser.clock.advance(1_000);
    browser.backend.before = () => {};
    await browser.send(leader, 'of the next one', 60_000);
    assert.deepEqual(seen(leader), ['of the next one [sent]']);
    assert.equal(browser.backend.log.length, 1);
  });

  it('a page that comes back, after they were forgotten on the next, neither shows nor keeps their words again', async () => {
    for (const isNext of [false, true]) {
      const browser = new FakeBrowser();
      const first = await browser.started();
      await browser.send(first, 'of the last one', 1_000);
      first.client.stop();
      const second = await browser.started();
      void second.client.reset(true);
      await browser.clock.advance(1_000);
      Object.assign(browser.backend, { visitorId: 'v2', log: [] });
      if (isNext) await browser.send(second, 'of the next one', 1_000);
      second.client.stop();
      void first.client.start();
      browser.backend.before = () => new Promise(() => {});
      await browser.clock.advance(1_000);
      assert.deepEqual(seen(first), isNext ? ['of the next one [sent]'] : []);
      assert.doesNotMatch(JSON.stringify(browser.device.get('session') ?? ''), /the last/);
      if (!isNext) assert.deepEqual(first.notices.at(-1), { type: 'forgotten' });
    }
  });

  it('a page that says so is obeyed once: who leads next leaves the next visitor alone', async () => {
    const browser = new FakeBrowser();
    const [first, second] = [await browser.started(), await browser.started()];
    await browser.send(first, 'hi');
    browser.bus.join().post({ schema: 1, kind: 'command', from: '', id: 0, name: 'reset', args: [true] });
    await browser.clock.advance(1_000);
    assert.deepEqual(seen(second), []);
    await browser.send(first, 'of the next one');
    first.kill();
    await browser.clock.advance(10_000);
    assert.equal(browser.bus.leaderId, second.tabs.id);
    assert.equal(seen(second).at(-1), 'of the next one [sent]');
  });

  it('a page that says so while no tab leads is obeyed by the next that does', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(first, 'hi');
    assert.deepEqual(seen(second), ['hi [sent]']);
    first.client.stop();
    browser.bus.join().post({ schema: 1, kind: 'command', from: '', id: 0, name: 'reset', args: [true] });
    await browser.clock.advance(1_000);
    assert.deepEqual([seen(second), browser.device.values.size], [[], 0]);
    assert.deepEqual(second.notices.at(-1), { type: 'forgotten', isLogout: true });
    const third = await browser.started();
    await browser.send(third, 'again');
    assert.equal(seen(second).at(-1), 'again [sent]');
  });
});

describe('how long the device keeps things', () => {
  const config: ChatConfig = { ...chatConfig, options: {} };

  it('messages thirty days, or as the page says; the rest is fetched again when it is wanted', async () => {
    const days30 = [undefined, '', 'nonsense', '-1', '30 days'].map((text) => [text, ['new']] as const);
    for (const [days, left] of [...days30, ['2000', ['old', 'new']], ['0', []]] as const) {
      const browser = new FakeBrowser();
      const now = browser.clock.now();
      const message = (key: string, createdAt: number) => ({ key, id: key, createdAt, author: { role: 'agent' }, parts: [{ type: 'text', text: key, format: 'plain' }] });
      const session = { schema: 1, conversation: { state: 'active' }, visitorId: 'v', readUpTo: null, readAt: null, rateLimitedUntil: null, hasOlder: false, messages: [message('old', now - 31 * DAY_MS), message('new', now - DAY_MS)] };
      browser.device.values.set('session', session);
      const tab = browser.open({ config: { ...config, options: days === undefined ? {} : { 'retention-days': days } } });
      void tab.client.start();
      await browser.clock.advance(5);
      assert.deepEqual(seen(tab), left, days);
      const kept = browser.device.get<typeof session>('session')!;
      assert.deepEqual(kept.messages.map(({ id }) => id), left);
      assert.equal(kept.hasOlder, left.length < 2);
    }
  });

  it('unsent words a week, with their files', async () => {
    const browser = new FakeBrowser();
    const entry = (localId: string, createdAt: number) => ({
      key: localId, localId, createdAt, status: 'failed', author: { role: 'visitor' },
      parts: [{ type: 'file', name: 'a', mime: 'a/b', localKey: `blob:${localId}:0` }],
    });
    const now = browser.clock.now();
    browser.device.values.set('outbox', [entry('old', now - 8 * DAY_MS), entry('new', now - 6 * DAY_MS)]);
    for (const key of ['blob:old:0', 'blob:new:0']) browser.device.values.set(key, new Blob(['x']));
    const tab = await browser.started({ config });
    await browser.clock.advance(100);
    assert.deepEqual(seen(tab).map((it) => it.split(' ')[0]), ['file']);
    assert.deepEqual([...browser.device.values.keys()].filter((key) => key.startsWith('blob')), ['blob:new:0']);
    assert.doesNotMatch(JSON.stringify(browser.device.get('outbox')), /"old"/);
  });
});

describe('the proof of an id', () => {
  type Connect = Transport['connect'];
  const visitor = { externalId: 'anna', locale: 'en', page: { url: '', title: '' } };
  const signal = new AbortController().signal;
  const opened = {} as Awaited<ReturnType<Connect>>;

  /** What the backend was shown; it answers in turn. */
  const backend = (...answers: (ChatError | undefined)[]) => {
    const shown: (string | undefined)[] = [];
    const connect: Connect = async ({ signature }) => {
      shown.push(signature);
      const answer = answers.shift();
      if (answer) throw answer;
      return opened;
    };
    return { shown, transport: { echo: 'none', idempotentSend: false, connect, send: async () => ({}), disconnect() {} } as Transport };
  };

  it('is got once, and once more when it is refused; another error asks for none', async () => {
    let count = 0;
    const config = { ...chatConfig, externalId: 'anna', identityToken: async (id: string) => `${id}-${++count}` };
    const good = backend(undefined, undefined, new ChatError('auth', 'old'), undefined);
    const transport = signed(good.transport, config);
    for (let round = 0; round < 3; round++) await transport.connect(visitor, undefined, signal);
    assert.deepEqual(good.shown, ['anna-1', 'anna-1', 'anna-1', 'anna-2']);
    const broken = backend(new ChatError('network', 'gone'), new ChatError('forbidden', 'no'), new ChatError('forbidden', 'no'));
    const other = signed(broken.transport, config);
    await assert.rejects(other.connect(visitor, undefined, signal), { code: 'network' });
    await assert.rejects(other.connect(visitor, undefined, signal), { code: 'forbidden' });
    assert.deepEqual(broken.shown, ['anna-3', 'anna-3', 'anna-4']);
  });

  it('as a text is shown as it is; a function that fails is called again by the next connection', async () => {
    const plain = backend(new ChatError('forbidden', 'no'));
    await assert.rejects(signed(plain.transport, { ...chatConfig, identityToken: 'text' }).connect(visitor, undefined, signal), { code: 'forbidden' });
    assert.deepEqual(plain.shown, ['text']);
    let isUp = false;
    const late = backend();
    const transport = signed(late.transport, {
      ...chatConfig,
      identityToken: () => {
        if (!isUp) throw new TypeError('the page’s server is down');
        return 'now';
      },
    });
    await assert.rejects(transport.connect(visitor, undefined, signal), { code: 'network', retryable: true });
    isUp = true;
    await transport.connect(visitor, undefined, signal);
    assert.deepEqual(late.shown, ['now']);
  });

  it('a function is not asked for who is nobody, and is asked again for who has got a name since', async () => {
    const asked: string[] = [];
    const nameless = { locale: 'en', page: visitor.page };
    const good = backend();
    const transport = signed(good.transport, { ...chatConfig, identityToken: (id) => (asked.push(id), id ? `of ${id}` : Promise.reject(new Error('401'))) });
    for (const who of [nameless, visitor, visitor, { ...visitor, externalId: 'bert' }]) await transport.connect(who, undefined, signal);
    assert.deepEqual([asked, good.shown], [['anna', 'bert'], [undefined, 'of anna', 'of anna', 'of bert']]);
    const byAddress = backend();
    await signed(byAddress.transport, { ...chatConfig, identityToken: () => 'jwt' }).connect({ ...nameless, email: 'a@b.example' }, undefined, signal);
    const byText = backend();
    await signed(byText.transport, { ...chatConfig, identityToken: 'text' }).connect(nameless, undefined, signal);
    assert.deepEqual([byAddress.shown, byText.shown], [['jwt'], ['text']]);
  });

  it('a function that hangs is called anew by the next connection; what is no text proves nothing', async () => {
    const answers: unknown[] = [new Promise(() => {}), { token: 'x' }, 7, undefined, 'good'];
    const late = backend();
    const transport = signed(late.transport, { ...chatConfig, identityToken: () => answers.shift() as string });
    const control = new AbortController();
    const hanging = transport.connect(visitor, undefined, control.signal);
    hanging.catch(() => {});
    control.abort();
    for (let round = 0; round < 2; round++) await assert.rejects(transport.connect(visitor, undefined, signal), { code: 'network', retryable: true });
    await transport.connect(visitor, undefined, signal);
    assert.deepEqual(late.shown, [undefined]);
  });
});
