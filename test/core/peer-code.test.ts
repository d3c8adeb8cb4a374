import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/core/errors.js';
import { FakeBrowser, seen } from '../support/fake-browser.js';

/** Fails as a chunk does that a deployment has taken away. */
const missing = (): Promise<never> => Promise.reject(new Error('404'));

describe('the code that speaks with tabs and backend', () => {
  it('is tried again until it loads; the words wait on the device meanwhile', async () => {
    const browser = new FakeBrowser();
    let failures = 3;
    browser.beforeCode = async () => {
      if (failures-- > 0) await missing();
    };
    const tab = await browser.started();
    void tab.client.send({ text: 'early' });
    await browser.clock.advance(10);
    assert.equal(tab.client.state.messages[0]?.status, 'queued');
    assert.equal(tab.notices[0]?.type, 'error');
    await browser.clock.advance(20_000);
    assert.equal(tab.client.state.messages[0]?.status, 'sent');
  });

  it('answers what was asked before it came', async () => {
    const browser = new FakeBrowser();
    browser.beforeCode = () => browser.clock.wait(3_000);
    const tab = await browser.started();
    tab.client.setNetwork(false);
    tab.client.setNetwork(true);
    tab.client.setTyping(true); // nobody to tell yet
    let answer: string | undefined;
    void tab.client.discard('nothing').then((words) => (answer = words));
    await browser.clock.advance(2_900);
    assert.equal(answer, undefined);
    await browser.clock.advance(500);
    assert.equal(answer, '');
  });

  it('leaves no timer behind when the chat is stopped while it is missing', async () => {
    const browser = new FakeBrowser();
    browser.beforeCode = missing;
    const tab = await browser.started();
    const asked = assert.rejects(tab.client.end(), { code: 'aborted' });
    tab.client.stop();
    await browser.clock.advance(10);
    assert.equal(browser.clock.open, 0);
    await asked;
    await assert.rejects(tab.client.end(), { code: 'aborted' });
  });

  it('does not bring a stopped chat back to life when it comes late', async () => {
    const browser = new FakeBrowser();
    browser.beforeCode = () => browser.clock.wait(3_000);
    const tab = await browser.started();
    tab.client.stop();
    await browser.clock.advance(10_000);
    assert.equal(browser.bus.leaderId, undefined);
    void tab.client.start();
    await browser.clock.advance(4_000);
    assert.equal(browser.bus.leaderId, tab.tabs.id);
  });

  it('finds what other tabs have done while it was on its way', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    await browser.send(first, 'one');
    browser.beforeCode = () => browser.clock.wait(5_000);
    const late = await browser.started();
    await browser.send(first, 'two');
    browser.backend.say('three');
    await browser.clock.advance(100);
    first.client.stop();
    await browser.clock.advance(10_000);
    assert.deepEqual(seen(late), ['one [sent]', 'two [sent]', 'three']);
    assert.equal(browser.backend.log.length, 3);
  });
});

describe('a tab that comes while a late leader still reads the device', () => {
  it('is told nothing before the leader knows it all', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    await browser.send(first, 'one');
    browser.beforeCode = () => browser.clock.wait(1_000);
    const late = await browser.started();
    browser.backend.say('two');
    await browser.clock.advance(100);
    first.client.stop();
    late.storageMs = 400;
    browser.backend.before = () => new Promise(() => {});
    browser.beforeCode = async () => {};
    await browser.clock.advance(900);
    assert.equal(late.tabs.isLeader(), true);
    assert.deepEqual(seen(late), ['one [sent]'], 'it has not read the device yet');
    const newcomer = await browser.started();
    assert.deepEqual(seen(newcomer), ['one [sent]', 'two']);
    await browser.clock.advance(1_000);
    assert.deepEqual(seen(newcomer), ['one [sent]', 'two']);
    assert.deepEqual(seen(late), seen(newcomer));
  });
});

describe('code that few conversations need', () => {
  /** Lets the first `failures` loads fail. */
  function failing(browser: FakeBrowser, failures: number): void {
    browser.beforeRareCode = async () => {
      if (failures-- > 0) await missing();
    };
  }

  it('a call whose code does not load says so, and can be made again', async () => {
    const browser = new FakeBrowser();
    failing(browser, 1);
    const tab = await browser.started();
    await browser.send(tab, 'hi');
    await assert.rejects(tab.client.rate({ score: 5 }), { code: 'network', retryable: true });
    await assert.rejects(tab.client.rate({ score: 5 }), { code: 'unsupported' });
  });

  it('a call is given up with the leader, though its code comes later', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    await browser.send(tab, 'hi');
    browser.beforeRareCode = () => browser.clock.wait(1_000);
    const asked = assert.rejects(tab.client.forget(), { code: 'aborted' });
    await browser.clock.advance(10);
    tab.client.stop();
    await browser.clock.advance(5_000);
    await asked;
    assert.deepEqual(seen(tab), ['hi [sent]']);
  });

  it('a file is sent once its code has come, before what was written after it', async () => {
    const browser = new FakeBrowser();
    failing(browser, 3);
    const tab = await browser.started();
    void tab.client.send({ files: [new File(['x'], 'picture')] });
    void tab.client.send({ text: 'after it' });
    await browser.clock.advance(10);
    assert.equal(browser.backend.log.length, 0);
    await browser.clock.advance(60_000);
    assert.deepEqual(seen(tab), ['file [sent]', 'after it [sent]']);
    assert.deepEqual(browser.backend.log.map(({ message }) => message.parts[0]?.type), ['file', 'text']);
  });

  it('a doubtful message waits for it, and is not sent twice', async () => {
    const browser = new FakeBrowser();
    browser.backend.isIdempotent = false;
    browser.backend.echo = 'none';
    const tab = await browser.started();
    await browser.send(tab, 'first');
    failing(browser, 2);
    let isLost = true;
    browser.backend.after = async (call) => {
      if (call === 'send' && isLost) throw new ChatError('network', 'answer lost', { retryable: true, outcome: 'unknown' });
    };
    await browser.send(tab, 'doubtful');
    isLost = false;
    await browser.clock.advance(60_000);
    assert.equal(browser.backend.log.length, 2);
    assert.deepEqual(seen(tab), ['first [sent]', 'doubtful [sent]']);
  });
});
