import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSafeStorage } from '../../src/core/safe-storage.js';
import { FakeBrowser, seen } from '../support/fake-browser.js';
import { FakeClock } from '../support/fake-clock.js';
import { createFakeStorage, FakeDevice, type StorageFault } from '../support/fake-storage.js';

function setUp() {
  const clock = new FakeClock();
  const device = new FakeDevice();
  const state = { fault: 'none' as StorageFault, ms: 0, lost: 0 };
  const storage = createFakeStorage({ device, clock, fault: () => state.fault, latency: () => state.ms });
  return { clock, device, state, safe: createSafeStorage(storage, clock, () => state.lost++) };
}
const add = (word: string) => (words: string[] | undefined) => [...(words ?? []), word];

describe('safe storage', () => {
  it('goes on in memory when the device throws or is full, and says so once', async () => {
    for (const fault of ['throws', 'full'] as const) {
      const { device, safe, state } = setUp();
      await safe.update('words', add('kept'));
      state.fault = fault;
      await safe.update('words', add('one'));
      await safe.update('words', add('two'));
      await safe.set('key', 1);
      assert.deepEqual(await safe.get('words'), fault === 'full' ? ['kept', 'one', 'two'] : ['one', 'two']);
      assert.equal(await safe.get('key'), 1);
      assert.equal(state.lost, 1);
      assert.deepEqual(device.get('words'), ['kept']);
      await safe.delete('key');
      assert.equal(await safe.get('key'), undefined);
      await safe.clear();
      state.fault = 'none';
      assert.deepEqual(await safe.get('words'), ['kept']);
    }
  });

  it('takes off the device what was settled in memory, so that it does not come back', async () => {
    const { device, safe, state } = setUp();
    await safe.update('words', add('kept'));
    state.fault = 'full';
    await safe.update('words', add('one'));
    state.fault = 'none';
    await safe.update<string[]>('words', (words = []) => words.filter((word) => word !== 'kept'));
    assert.deepEqual(device.get('words'), []);
    assert.deepEqual(await safe.get('words'), ['one']);
    await safe.set('words', ['new']);
    assert.deepEqual([device.get('words'), await safe.get('words')], [['new'], ['new']]);
  });

  it('waits a second for a device that hangs, and never again', async () => {
    const { clock, safe, state } = setUp();
    state.fault = 'hangs';
    const first = safe.get('key');
    await clock.advance(1_000);
    assert.equal(await first, undefined);
    await safe.set('key', 1);
    await safe.update('words', add('one'));
    assert.deepEqual([await safe.get('key'), await safe.get('words')], [1, ['one']]);
    assert.deepEqual([state.lost, clock.open], [1, 0]);
  });

  it('lets nothing old win when a write lands after its time', async () => {
    const { clock, device, safe, state } = setUp();
    state.ms = 1_500;
    const late = safe.set('session', 'old');
    const queued = safe.update('outbox', add('message'));
    await clock.advance(1_000);
    await Promise.all([late, queued]);
    void safe.set('session', 'new');
    void safe.update<string[]>('outbox', () => []);
    await clock.advance(10_000);
    assert.deepEqual([device.get('session'), device.get('outbox')], ['new', []]);
    assert.deepEqual(await safe.get('outbox'), []);
  });

  it('rejects nothing even if the device throws at once', async () => {
    const clock = new FakeClock();
    const refuse = (): never => {
      throw new DOMException('no', 'SecurityError');
    };
    const storage = { get: refuse, set: refuse, update: refuse, delete: refuse, clear: refuse };
    const safe = createSafeStorage(storage, clock, () => {});
    await safe.set('key', 1);
    assert.equal(await safe.get('key'), 1);
    assert.equal(clock.open, 0);
  });

  it('does not keep a chat from working', async () => {
    for (const fault of ['throws', 'full', 'hangs'] as const) {
      const browser = new FakeBrowser();
      const tab = browser.open();
      let lost = 0;
      tab.client.subscribe(({ storage }) => (lost += Number(storage === 'memory' && lost === 0)));
      tab.storageFault = fault;
      void tab.client.start();
      await browser.clock.advance(3_000);
      void tab.client.send({ text: 'hi', files: [new File(['x'], 'a')] });
      await browser.clock.advance(3_000);
      browser.backend.say('hello');
      await browser.clock.advance(10);
      assert.deepEqual(seen(tab), ['file+hi [sent]', 'hello'], fault);
      assert.deepEqual([tab.client.state.storage, lost], ['memory', 1]);
      tab.client.stop();
      await browser.clock.advance(1_000);
      assert.equal(browser.clock.open, 0);
    }
  });

  it('keeps this tab\'s words when the device is wiped under it', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    const second = await browser.started();
    await browser.send(first, 'hi');
    browser.backend.before = () => new Promise(() => {});
    await browser.send(second, 'mine', 100);
    browser.device.values.clear();
    browser.backend.before = () => {};
    first.kill();
    await browser.clock.advance(10_000);
    assert.deepEqual(seen(second), ['hi [sent]', 'mine [sent]']);
  });
});
