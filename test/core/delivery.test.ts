import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../src/core/errors.js';
import { Outbox, toLocalParts, type OutboxEntry } from '../../src/core/outbox.js';
import type { Transport } from '../../src/core/transport.js';
import { uploadParts } from '../../src/core/upload-parts.js';
import { FakeBackend } from '../support/fake-backend.js';
import { callsOf, FakeBrowser, onSend, seen, statuses } from '../support/fake-browser.js';
import { FakeClock } from '../support/fake-clock.js';
import { createFakeStorage, FakeDevice } from '../support/fake-storage.js';

const lostAnswer = () => {
  throw new ChatError('network', 'answer lost', { retryable: true, outcome: 'unknown' });
};

const refuse = (code: 'server' | 'auth' | 'ended' | 'invalid' | 'network', retryable = true) => () => {
  throw new ChatError(code, code, { retryable });
};

describe('delivery', () => {
  it('shows the message before anything is awaited', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    void tab.client.send({ text: 'hi' });
    assert.deepEqual(seen(tab), ['hi [saving]']);
    await browser.clock.advance(50);
    assert.deepEqual(seen(tab), ['hi [sent]']);
    assert.deepEqual(tab.notices, [{ type: 'message-sent', localId: 'id1', id: 's1' }]);
  });

  it('sends nothing that is not persisted yet, though another message sets the drain going', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    await browser.send(tab, 'first');
    tab.storageMs = 500;
    void tab.client.send({ text: 'slow' });
    await browser.clock.advance(100);
    tab.client.reconnect();
    await browser.clock.advance(100);
    assert.equal(callsOf(browser, 'send').length, 1);
    await browser.clock.advance(2_000);
    assert.equal(callsOf(browser, 'send').length, 2);
  });

  it('keeps the order of a picture and the text that is kept sooner', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    tab.storageMs = 10;
    void tab.client.send({ files: [new File(['x'], 'a.png', { type: 'image/png' })] });
    void tab.client.send({ text: 'look' });
    await browser.clock.advance(1_000);
    assert.deepEqual(seen(tab), ['file [sent]', 'look [sent]']);
    assert.deepEqual(browser.backend.log.map(({ sentAs }) => sentAs), ['id1', 'id2']);
    assert.equal(browser.backend.maxInFlight, 1);
  });

  it('never uploads twice when the send after the upload is lost', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = onSend(refuse('network'), 3);
    void tab.client.send({ files: [new File(['x'], 'a.txt')], text: 'see' });
    await browser.clock.advance(60_000);
    assert.deepEqual(browser.backend.uploads, ['a.txt']);
    assert.deepEqual(statuses(tab), ['sent']);
    assert.deepEqual(tab.client.state.uploads, {});
  });

  it('uploads a blob that came back from the device as a plain one, after a reload', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    browser.backend.before = () => refuse('network')();
    void first.client.send({ files: [new File(['x'], 'a.txt', { type: 'text/plain' })] });
    await browser.clock.advance(100);
    first.kill();
    const [key] = [...browser.device.values.keys()].filter((it) => it.startsWith('blob:'));
    browser.device.values.set(key!, new Blob(['x']));
    browser.backend.before = () => {};
    const second = await browser.started();
    assert.ok(await second.client.file(key!));
    await browser.clock.advance(60_000);
    assert.deepEqual(browser.backend.uploads, ['a.txt']);
    assert.equal([...browser.device.values.keys()].some((it) => it.startsWith('blob:')), false);
  });

  it('fails a message whose file is gone, and goes on with the next', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    browser.backend.before = () => refuse('network')();
    void first.client.send({ files: [new File(['x'], 'a.txt')] });
    await browser.send(first, 'next');
    first.kill();
    for (const key of [...browser.device.values.keys()]) if (key.startsWith('blob:')) browser.device.values.delete(key);
    browser.backend.before = () => {};
    const second = await browser.started();
    await browser.clock.advance(60_000);
    assert.deepEqual(seen(second), ['file [failed]', 'next [sent]']);
    assert.equal(second.client.state.messages[0]?.error?.code, 'storage');
  });

  it('fails a file at a backend that takes none', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started({}, ({ upload: _, ...rest }) => rest);
    void tab.client.send({ files: [new File(['x'], 'a.txt')] });
    await browser.clock.advance(100);
    assert.equal(tab.client.state.messages[0]?.error?.code, 'unsupported');
  });

  it('lets a moving upload take its time and gives up one that stands still', async () => {
    const browser = new FakeBrowser();
    let late: ((sent: number, total: number) => void) | undefined;
    const tab = await browser.started({}, (transport) => ({
      ...transport,
      upload: async (file, onProgress, signal) => {
        if (late) return transport.upload!(file, onProgress, signal);
        late = onProgress;
        for (let sent = 0; sent < 3; sent++) {
          onProgress(sent, sent ? 10 : 0);
          await browser.clock.wait(50_000);
        }
        return new Promise(() => {});
      },
    }));
    void tab.client.send({ files: [new File(['x'], 'a.txt')] });
    await browser.clock.advance(140_000);
    assert.equal(Object.values(tab.client.state.uploads)[0], 0.2);
    await browser.clock.advance(60_000);
    late!(9, 10);
    assert.deepEqual(tab.client.state.uploads, {});
    await browser.clock.advance(30_000);
    assert.deepEqual(statuses(tab), ['sent']);
  });

  it('collapses echo before ack, ack before echo and repeated frames', async () => {
    for (const echo of ['local-id', 'server-id', 'none'] as const) {
      for (const ackMs of [0, 500]) {
        const browser = new FakeBrowser();
        browser.backend.echo = echo;
        browser.backend.after = (call) => (call === 'send' ? browser.clock.wait(ackMs) : undefined);
        browser.backend.wire = (event) => [event, event];
        const tab = await browser.started();
        await browser.send(tab, 'hi', 200);
        assert.equal(seen(tab).length, 1, `${echo} ${ackMs}`);
        await browser.clock.advance(1_000);
        browser.backend.cut();
        await browser.clock.advance(5_000);
        assert.deepEqual(seen(tab), ['hi [sent]'], `${echo} ${ackMs}`);
        assert.equal(tab.client.state.messages[0]?.key, 'id1');
      }
    }
  });

  it('does not send again what the echo has confirmed though the answer was lost', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.isIdempotent = false;
    browser.backend.after = onSend(lostAnswer);
    await browser.send(tab, 'hi', 10_000);
    assert.equal(browser.backend.log.length, 1);
    assert.deepEqual(seen(tab), ['hi [sent]']);
    assert.deepEqual(browser.device.get('outbox'), []);
  });

  it('keeps the local id over retries, and does not count an unreachable backend', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = onSend(refuse('network'), 8);
    await browser.send(tab, 'hi', 600_000);
    assert.deepEqual([...new Set(callsOf(browser, 'send').map(({ localId }) => localId))], ['id1']);
    assert.equal(callsOf(browser, 'send').length, 9);
    assert.deepEqual(statuses(tab), ['sent']);
  });

  it('asks the visitor after five refusals, and blocks nothing', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = onSend(refuse('server'), 5);
    void tab.client.send({ text: 'one' });
    await browser.send(tab, 'two', 60_000);
    assert.deepEqual(seen(tab), ['one [failed]', 'two [sent]']);
    assert.equal(callsOf(browser, 'send').filter(({ localId }) => localId === 'id1').length, 5);
    assert.equal(tab.notices.some(({ type }) => type === 'error'), true);
    assert.equal(callsOf(browser, 'connect').length, 1, 'a refusal is no reason to reconnect');
    await tab.client.retry('id1');
    await browser.clock.advance(100);
    assert.deepEqual(seen(tab), ['two [sent]', 'one [sent]']);
  });

  it('keeps failed messages over a reload, and gives the words back when they are discarded', async () => {
    const browser = new FakeBrowser();
    const first = await browser.started();
    browser.backend.before = onSend(refuse('invalid', false));
    void first.client.send({ text: 'bad', files: [] });
    await browser.clock.advance(100);
    first.kill();
    const second = await browser.started();
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(second), ['bad [failed]']);
    assert.equal(second.client.state.messages[0]?.error?.code, 'invalid');
    assert.equal(await second.client.discard('id1'), 'bad');
    assert.deepEqual(seen(second), []);
    assert.deepEqual(browser.device.get('outbox'), []);
    assert.equal(await second.client.discard('id1'), '');
  });

  it('gives back the words only, not the picture', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = () => refuse('network')();
    void tab.client.send({ text: 'see', files: [new File(['x'], 'a.txt')] });
    await browser.clock.advance(100);
    assert.equal(await tab.client.discard('id1'), 'see');
    assert.equal([...browser.device.values.keys()].some((key) => key.startsWith('blob:')), false);
  });

  it('does not send what was discarded while its file went up', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.after = (call) => (call === 'upload' ? browser.clock.wait(500) : undefined);
    void tab.client.send({ files: [new File(['x'], 'a.txt')] });
    await browser.clock.advance(100);
    await tab.client.discard('id1');
    await browser.clock.advance(5_000);
    assert.equal(callsOf(browser, 'send').length, 0);
    assert.deepEqual(seen(tab), []);
  });

  it('breaks off an upload that was discarded, and begins no further one: it may be a message of its own', async () => {
    const [clock, device] = [new FakeClock(), new FakeDevice()];
    const outbox = new Outbox(createFakeStorage({ device, clock }), 0);
    const files = [new File(['x'], 'a.txt'), new File(['y'], 'b.txt')];
    const entry: OutboxEntry = {
      key: 'l1', localId: 'l1', author: { role: 'visitor' }, parts: toLocalParts('l1', files), createdAt: 0, status: 'queued',
    };
    await outbox.add(entry, files);
    const begun: { name: string; isGone: boolean; progress(sent: number): void; arrive(): void }[] = [];
    const transport: Transport = {
      ...new FakeBackend(clock).transport(() => undefined),
      upload: (file, onProgress, signal) =>
        new Promise((resolve, reject) => {
          const upload = {
            name: file.name,
            isGone: false,
            progress: (sent: number) => onProgress(sent, 2),
            arrive: () => resolve({ type: 'file', name: file.name, mime: '', url: 'https://x.test/u', uploadId: 'u' }),
          };
          begun.push(upload);
          signal.addEventListener('abort', () => ((upload.isGone = true), reject(signal.reason as Error)));
        }),
    };
    const { signal } = new AbortController();
    const told: string[] = [];
    const dispatch = ({ type }: { type: string }): void => void told.push(type);
    const job = uploadParts({ clock, dispatch, outbox, transport, entry, signal });
    await clock.advance(10);
    begun[0]!.progress(1);
    assert.equal(begun[0]!.isGone, false);
    await outbox.remove('l1');
    begun[0]!.progress(1.5);
    assert.equal(begun[0]!.isGone, true, 'while it is under way');
    assert.deepEqual(await job, entry.parts);
    assert.deepEqual(told, ['upload/progressed']);

    await outbox.add({ ...entry, localId: 'l2' }, files);
    const second = uploadParts({ clock, dispatch, outbox, transport, entry: { ...entry, localId: 'l2' }, signal });
    await clock.advance(10);
    await outbox.remove('l2');
    begun[1]!.arrive();
    await second;
    assert.deepEqual(begun.map(({ name }) => name), ['a.txt', 'a.txt'], 'between two files');
  });

  it('sends what comes behind a message whose upload was discarded', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    let uploads = 0;
    browser.backend.before = (call) => (call === 'upload' ? (uploads++ ? browser.clock.wait(5_000) : refuse('network')()) : undefined);
    void tab.client.send({ files: [new File(['x'], 'a.txt')] });
    await browser.send(tab, 'next', 2_000);
    assert.equal(uploads, 2);
    await tab.client.discard('id1');
    await browser.clock.advance(5_000);
    assert.deepEqual(seen(tab), ['next [sent]']);
  });

  it('shows no progress of a file between two tries, nor while its message is being sent', async () => {
    const browser = new FakeBrowser();
    let tries = 0;
    const tab = await browser.started({}, (transport) => ({
      ...transport,
      async upload(file, onProgress, signal) {
        onProgress(0, 2);
        if (!tries++) throw new ChatError('server', 'busy', { retryable: true, retryAfterMs: 5_000 });
        return transport.upload!(file, onProgress, signal);
      },
      send: () => new Promise(() => {}),
    }));
    void tab.client.send({ files: [new File(['x'], 'a.txt')] });
    await browser.clock.advance(1_000);
    assert.deepEqual([tries, tab.client.state.uploads], [1, {}]);
    await browser.clock.advance(5_000);
    assert.deepEqual([tries, statuses(tab), tab.client.state.uploads], [2, ['sending'], {}]);
  });

  it('takes over what an acknowledgement says of the conversation', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started({}, (transport) => ({
      ...transport,
      send: async (...args) => ({ ...(await transport.send(...args)), conversation: { id: 'c1', state: 'queued' } }),
    }));
    await browser.send(tab, 'hi');
    assert.deepEqual(tab.client.state.conversation, { id: 'c1', state: 'queued' });
  });

  it('opens a new session once for a token or a conversation that is over, whatever came before', async () => {
    for (const code of ['auth', 'ended'] as const) {
      const browser = new FakeBrowser();
      const tab = await browser.started();
      let calls = 0;
      browser.backend.before = (call) => {
        if (call === 'send' && ++calls < 3) refuse(calls === 1 ? 'server' : code, calls === 1)();
      };
      await browser.send(tab, 'hi', 30_000);
      assert.deepEqual(statuses(tab), ['sent'], code);
      assert.equal(callsOf(browser, 'connect').length, 2);
      browser.backend.before = onSend(refuse(code, false), 2);
      await browser.send(tab, 'again', 30_000);
      assert.deepEqual(statuses(tab), ['sent', 'failed']);
      assert.equal(callsOf(browser, 'connect').length, 3);
      browser.backend.before = onSend(refuse(code, false));
      await tab.client.retry('id2');
      await browser.clock.advance(30_000);
      assert.deepEqual(statuses(tab), ['sent', 'sent'], 'by hand it is a new try');
    }
  });

  it('gives up a send without an answer after its time, even if the transport does not', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.after = onSend(() => new Promise(() => {}));
    browser.backend.wire = () => [];
    await browser.send(tab, 'hi', 19_000);
    assert.deepEqual(statuses(tab), ['sending']);
    await browser.clock.advance(30_000);
    assert.deepEqual(statuses(tab), ['sent']);
    assert.equal(browser.backend.log.length, 1);
  });

  it('takes what a broken transport throws for a failure of its own', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = onSend(() => {
      throw new TypeError('x is not a function');
    });
    await browser.send(tab, 'hi', 1_000);
    assert.equal(tab.client.state.messages[0]?.error?.code, 'protocol');
  });

  it('stops in the middle when the line is lost while a file goes up or a step is being kept', async () => {
    const browser = new FakeBrowser();
    browser.backend.isIdempotent = false;
    browser.backend.hasHistory = false;
    const tab = await browser.started();
    await browser.send(tab, 'first');
    tab.storageMs = 200;
    void tab.client.send({ text: 'hi' });
    await browser.clock.advance(300);
    browser.backend.cut();
    await browser.clock.advance(10_000);
    assert.deepEqual(seen(tab), ['first [sent]', 'hi [sent]'], 'it had not left: no doubt about it');
  });

  it('gives up at once what was on the wire when the line is lost', async () => {
    const browser = new FakeBrowser();
    const tab = await browser.started();
    browser.backend.before = onSend(() => new Promise(() => {}));
    await browser.send(tab, 'hi', 100);
    browser.backend.cut();
    await browser.clock.advance(3_000);
    assert.deepEqual(statuses(tab), ['sent']);
  });
});
