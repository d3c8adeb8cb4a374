import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/core/errors.js';
import { callsOf, FakeBrowser, seen } from '../support/fake-browser.js';

describe('stop and start', () => {
  it('leave nothing behind, and come back with nothing lost', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    await browser.send(tab, 'hi');
    browser.backend.say('hello');
    tab.client.setTyping(true);
    browser.backend.tell({ type: 'typing', author: { role: 'agent' }, on: true });
    await browser.clock.advance(0);
    tab.client.stop();
    await assert.rejects(tab.client.end(), { code: 'aborted' });
    await browser.clock.advance(1_000);
    assert.deepEqual([browser.clock.open, browser.backend.liveConnections], [0, 0]);
    browser.backend.say('while away');
    void tab.client.start();
    void tab.client.start();
    await browser.clock.advance(100);
    assert.deepEqual(seen(tab), ['hi [sent]', 'hello', 'while away']);
    assert.equal(tab.client.state.connection.status, 'online');
  });

  it('may follow each other before anything has begun', async () => {
    const browser = new FakeBrowser();
    const tab = browser.open();
    void tab.client.start();
    tab.client.stop();
    void tab.client.start();
    tab.client.stop();
    await browser.clock.advance(100);
    assert.equal(browser.clock.open, 0);
    assert.equal(browser.bus.leaderId, undefined);
  });

  it('take over what another tab kept while this one slept, and drop what it settled', async () => {
    const browser = new FakeBrowser();
    browser.backend.hasHistory = false;
    const first = await browser.started();
    const second = await browser.started();
    browser.backend.before = () => {
      throw new ChatError('network', 'gone', { retryable: true });
    };
    await browser.send(first, 'waiting', 100);
    first.client.stop();
    browser.backend.before = () => {};
    await browser.clock.advance(40_000);
    browser.backend.pageSize = 1;
    browser.backend.say('heard by two alone');
    browser.backend.say('newest');
    await browser.clock.advance(100);
    second.kill();
    await browser.clock.advance(5_000);
    void first.client.start();
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(first), ['waiting [sent]', 'heard by two alone', 'newest']);
    assert.equal(callsOf(browser, 'send').length, 1);
  });

  it('drop what another tab discarded while this one slept', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    browser.backend.before = () => {
      throw new ChatError('network', 'gone', { retryable: true });
    };
    await browser.send(first, 'oops', 100);
    await browser.send(second, 'theirs', 5_000);
    first.client.stop();
    await browser.clock.advance(100);
    const discarded = Promise.all([second.client.discard('id1'), second.client.discard('id2')]);
    await browser.clock.advance(100);
    assert.deepEqual(await discarded, ['oops', 'theirs']);
    second.kill();
    await browser.clock.advance(5_000);
    browser.backend.before = () => {};
    void first.client.start();
    await browser.clock.advance(40_000);
    assert.equal(callsOf(browser, 'send').length, 0);
    assert.deepEqual(seen(first).filter((text) => text.startsWith('theirs')), []);
  });

  it('keep the words of a chat whose session alone was not kept in time', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    await browser.send(tab, 'hi', 1_000);
    browser.backend.before = () => {
      throw new ChatError('network', 'gone', { retryable: true });
    };
    await browser.send(tab, 'waiting', 100);
    tab.client.stop();
    browser.device.values.delete('session');
    browser.backend.before = () => {};
    void tab.client.start();
    await browser.clock.advance(10_000);
    assert.deepEqual(seen(tab), ['hi [sent]', 'waiting [sent]']);
  });

  it('show as failed what was refused right before, not as on its way for ever', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    tab.storageMs = 30;
    browser.backend.before = (call) => {
      if (call === 'send') throw new ChatError('invalid', 'no');
    };
    void tab.client.send({ text: 'hi' });
    for (let ms = 0; ms < 1_000 && !callsOf(browser, 'send').length; ms++) await browser.clock.advance(1);
    await browser.clock.advance(1);
    tab.client.stop();
    await browser.clock.advance(1_000);
    assert.deepEqual(seen(tab), ['hi [sending]'], 'nobody led to tell it');
    void tab.client.start();
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(tab), ['hi [failed]']);
    assert.equal(tab.client.state.messages[0]?.error?.code, 'invalid');
  });
});

describe('a leader that sleeps', () => {
  /** SEED=99 of the simulation. */
  it('does not queue again what the backend has echoed, though the next leader has not heard of it', async () => {
    const browser = new FakeBrowser();
    const first = browser.open();
    first.storageFault = 'throws';
    void first.client.start();
    await browser.clock.advance(10);
    browser.backend.isIdempotent = true;
    browser.backend.after = (call) => (call === 'send' ? new Promise(() => {}) : Promise.resolve());
    await browser.send(first, 'echoed');
    assert.deepEqual(seen(first), ['echoed [sent]']);
    const statuses = new Set<string | undefined>();
    first.client.subscribe(({ messages }) => statuses.add(messages[0]?.status));
    first.tabs.sleep();
    const second = browser.open();
    second.storageFault = 'throws';
    void second.client.start();
    await browser.clock.advance(6_000);
    assert.equal(browser.bus.leaderId, second.tabs.id);
    first.tabs.wake();
    await browser.clock.advance(100);
    assert.equal(statuses.has('queued'), false);
  });

  /** SEED=30729 of the simulation. */
  it('takes nothing off the device for an acknowledgement that comes when it leads no more', async () => {
    const browser = new FakeBrowser();
    browser.backend.isIdempotent = false;
    browser.backend.echo = 'none';
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(second, 'one');
    browser.bus.takeoverMs = 100;
    second.storageMs = 200;
    browser.backend.after = (call) => {
      if (call !== 'send') return undefined;
      first.tabs.sleep();
      return browser.clock.wait(150);
    };
    void first.client.send({ text: 'two' });
    await browser.clock.advance(20_000);
    assert.equal(browser.bus.leaderId, second.tabs.id);
    assert.deepEqual(seen(second), ['one [sent]', 'two [sent]'], 'the history has told');
    assert.equal(browser.backend.log.length, 2);
  });

  it('sends nothing more, though its file has gone up meanwhile', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(second, 'one');
    let isFirst = true;
    browser.backend.after = (call) => {
      if (call !== 'upload' || !isFirst) return undefined;
      isFirst = false;
      first.tabs.sleep();
      return browser.clock.wait(5_000);
    };
    void first.client.send({ files: [new File(['x'], 'a.txt')] });
    await browser.clock.advance(10_000);
    const senders = callsOf(browser, 'send').map(({ tab }) => tab);
    assert.deepEqual(senders, ['tab1', 'tab2']);
    assert.deepEqual(seen(second), ['one [sent]', 'file [sent]']);
  });

  it('writes nothing more over what the next one has kept', async () => {
    const browser = new FakeBrowser();
    browser.bus.takeoverMs = 100;
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(second, 'one');
    first.storageMs = 500;
    browser.backend.say('two');
    await browser.clock.advance(5);
    browser.backend.say('three');
    await browser.clock.advance(5);
    first.tabs.sleep();
    await browser.clock.advance(600);
    browser.backend.say('four');
    await browser.clock.advance(1_000);
    const ids = browser.device.get<{ messages: { id: string }[] }>('session')!.messages.map(({ id }) => id);
    assert.deepEqual(ids, ['s1', 's2', 's3', 's4']);
  });
});
