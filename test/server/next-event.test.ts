import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SilenceGate } from '../../server/dialects/silence-gate.js';
import { nextEvent } from '../../server/dialects/next-event.js';
import { sleep, until } from '../support/until.js';
import { startTestServer } from './support/test-server.js';

const { service } = await startTestServer();
const { log } = service.context;

test('a wait ends with an event, with its time, and with its call, and leaves nobody listening', async () => {
  const call = new AbortController();
  const event = nextEvent(service, 'v_1', 50, call.signal);
  assert.ok(log.hasListener('v_1'));
  log.append('v_1', 'queue', {});
  await event;
  await nextEvent(service, 'v_1', 0.01, call.signal);
  const cut = nextEvent(service, 'v_1', 50, call.signal);
  call.abort();
  await cut;
  assert.ok(!log.hasListener('v_1'));
});

test('a call that is gone already is not waited for', async () => {
  const started = performance.now();
  await nextEvent(service, 'v_1', 50, AbortSignal.abort());
  assert.ok(performance.now() - started < 5000);
  assert.ok(!log.hasListener('v_1'));
});

test('a silenced way out holds everything back, in order, and forgets it when it is closed', async () => {
  const written: number[] = [];
  let end = 0;
  const silentFor = (): number => Math.max(0, end - performance.now());
  const open = new SilenceGate<number>(silentFor, (item) => written.push(item));
  open.pass(1);
  end = performance.now() + 40;
  for (const item of [2, 3]) open.pass(item);
  assert.deepEqual([written, open.waiting, open.isClosed], [[1], 2, true]);
  await until(() => !open.isClosed);
  open.pass(4);
  assert.deepEqual(written, [1, 2, 3, 4]);
  end = performance.now() + 20;
  open.pass(5);
  open.close();
  await sleep(60);
  assert.deepEqual([written.length, open.waiting], [4, 0]);
});
