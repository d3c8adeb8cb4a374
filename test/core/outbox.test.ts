import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Outbox, toLocalParts, type OutboxEntry } from '../../src/core/outbox.js';
import { textPart } from '../support/fake-backend.js';
import { FakeClock } from '../support/fake-clock.js';
import { createFakeStorage, FakeDevice } from '../support/fake-storage.js';

const entry = (localId: string): OutboxEntry => ({
  key: localId, localId, author: { role: 'visitor' }, parts: [textPart(localId)], createdAt: 0, status: 'queued',
});
const ids = ({ entries }: Outbox): string => entries.map(({ localId }) => localId).join();

describe('outbox', () => {
  function setUp() {
    const [clock, device] = [new FakeClock(), new FakeDevice()];
    return { device, open: () => new Outbox(createFakeStorage({ device, clock }), 0) };
  }

  it('does not take back what was settled, from a tab that has not heard of it', async () => {
    const { device, open } = setUp();
    const outbox = open();
    await outbox.add(entry('a'), []);
    await outbox.remove('a');
    outbox.adopt(entry('a'), []);
    assert.equal(ids(outbox), '');
    await outbox.add(entry('a'), []);
    assert.deepEqual(device.get('outbox'), []);
    device.values.set('outbox', [entry('a'), entry('b')]);
    await outbox.load();
    assert.equal(ids(outbox), 'b');
  });

  it('takes over what is told twice once, and loses no file by it', async () => {
    const outbox = setUp().open();
    const file = new File(['x'], 'a.txt');
    const one = { ...entry('a'), parts: toLocalParts('a', [file]) };
    outbox.adopt(one, [file]);
    outbox.adopt(one, []);
    assert.equal(ids(outbox), 'a');
    assert.deepEqual(outbox.files(one), [file]);
  });

  it('is shared by all tabs, and drops what another has settled', async () => {
    const { open } = setUp();
    const [one, two] = [open(), open()];
    await Promise.all([one.add(entry('a'), []), two.add(entry('b'), [])]);
    await one.load();
    await two.load();
    assert.deepEqual([ids(one), ids(two)], ['a,b', 'a,b']);
    await one.remove('b');
    await two.load();
    assert.equal(ids(two), 'a');
  });

  it('keeps files before the message that names them', async () => {
    const { device, open } = setUp();
    const outbox = open();
    const files = [new File(['x'], 'a.png', { type: 'image/png' }), new File(['y'], 'b.txt')];
    const parts = toLocalParts('a', files);
    assert.deepEqual(parts.map(({ type }) => type), ['image', 'file']);
    await outbox.add({ ...entry('a'), parts }, files);
    assert.deepEqual(device.writes, ['blob:a:0', 'blob:a:1', 'outbox']);
    assert.deepEqual(outbox.files(outbox.find('a')!), files);
    assert.ok(await open().file('blob:a:1'));
  });
});
