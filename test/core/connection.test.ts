import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { askedMs, backoffMs } from '../../src/core/backoff.js';
import { Connection } from '../../src/core/connection.js';
import { ChatError } from '../../src/core/errors.js';
import type { ConnectionInfo } from '../../src/core/state.js';
import { FakeClock } from '../support/fake-clock.js';

const gone = new ChatError('network', 'gone', { retryable: true });

function setUp(open: (signal: AbortSignal) => Promise<void> = async () => {}) {
  const clock = new FakeClock();
  const infos: ConnectionInfo[] = [];
  const tries: number[] = [];
  const errors: ChatError[] = [];
  let closed = 0;
  const connection = new Connection({
    clock,
    open: (signal) => {
      tries.push(clock.monotonic());
      return open(signal);
    },
    close: () => closed++,
    onChange: (info) => infos.push(info),
    onError: (error) => errors.push(error),
  });
  return { clock, connection, errors, infos, tries, closed: () => closed };
}

describe('back-off', () => {
  it('is full jitter, first within a second, never over half a minute', () => {
    assert.equal(backoffMs(0, 0), 0);
    assert.ok(backoffMs(0, 0.999) < 1_000);
    assert.equal(backoffMs(3, 0.5), 4_000);
    assert.ok(backoffMs(500, 0.999) <= 30_000);
  });

  it('takes what a backend asks within a second and five minutes', () => {
    const asked = [undefined, Number.NaN, -1, 0, 1, 7_000, Infinity].map(askedMs);
    assert.deepEqual(asked, [0, 0, 0, 0, 1_000, 7_000, 300_000]);
  });
});

describe('connection', () => {
  it('opens once, however often it is started', async () => {
    const { clock, connection, infos, tries } = setUp();
    connection.start();
    connection.start();
    connection.retry();
    await clock.advance(0);
    connection.start();
    assert.deepEqual(infos.map(({ status }) => status), ['connecting', 'online']);
    assert.equal(tries.length, 1);
    assert.equal(clock.open, 0, 'no timer stays while all is well');
  });

  it('tries again within a second after the first loss, and keeps since when it is lost', async () => {
    let isUp = true;
    const { clock, connection, tries } = setUp(async () => {
      if (!isUp) throw gone;
    });
    connection.start();
    await clock.advance(20_000);
    isUp = false;
    connection.lost();
    const lostAt = clock.now();
    await clock.advance(1_000);
    assert.equal(tries.length >= 2, true);
    await clock.advance(300_000);
    assert.equal(connection.info.lostAt, lostAt);
    assert.equal(connection.info.error?.code, 'network');
    const waits = tries.slice(1).map((at, index) => at - tries[index]!);
    assert.ok(waits.slice(1).every((ms) => ms <= 30_000));
    assert.ok(waits.some((ms) => ms > 5_000), 'it backs off');
    isUp = true;
    await clock.advance(30_000);
    assert.equal(connection.status, 'online');
    assert.equal(connection.info.lostAt, undefined);
  });

  it('begins the back-off anew only after a connection that lasted', async () => {
    const { clock, connection } = setUp();
    clock.random = () => 0.999;
    connection.start();
    const waitAfter = async (ms: number): Promise<number> => {
      await clock.advance(ms);
      connection.lost(gone);
      const wait = connection.info.retryAt! - clock.now();
      await clock.advance(wait);
      return Math.round(wait / 1_000);
    };
    const waits: number[] = [];
    for (const ms of [9_000, 9_000, 9_000, 11_000]) waits.push(await waitAfter(ms));
    assert.deepEqual(waits, [1, 2, 4, 1]);
  });

  it('honours the wait a backend asks for, even when somebody tries by hand', async () => {
    let tell = (): Promise<void> =>
      Promise.reject(new ChatError('server', '503', { retryable: true, retryAfterMs: 20_000 }));
    const { clock, connection, tries } = setUp(() => tell());
    connection.start();
    await clock.advance(5_000);
    connection.retry();
    connection.setNetwork(false);
    connection.setNetwork(true);
    await clock.advance(14_000);
    assert.equal(tries.length, 1);
    tell = async () => {};
    await clock.advance(1_100);
    assert.equal(connection.status, 'online');
  });

  it('says once that it cannot be opened; a loss is told by the state', async () => {
    let isUp = false;
    const { clock, connection, errors } = setUp(async () => {
      if (!isUp) throw gone;
    });
    connection.start();
    await clock.advance(120_000);
    assert.deepEqual(errors, [gone]);
    isUp = true;
    await clock.advance(30_000);
    isUp = false;
    connection.lost();
    await clock.advance(60_000);
    assert.deepEqual(errors, [gone], 'a loss is told by the state');
  });

  it('gives up only what no retry can mend, until somebody tries by hand', async () => {
    let error = new ChatError('forbidden', 'no');
    const { clock, connection, tries } = setUp(() => Promise.reject(error));
    connection.start();
    await clock.advance(60_000);
    assert.equal(connection.status, 'failed');
    assert.equal(connection.info.lostAt, clock.now() - 60_000);
    assert.equal(tries.length, 1);
    connection.lost();
    assert.equal(connection.status, 'failed');
    connection.start();
    error = gone;
    connection.retry();
    await clock.advance(0);
    assert.equal(tries.length, 2);
  });

  it('is lost since the first failure, though a later one ends the tries', async () => {
    let error = gone;
    const { clock, connection } = setUp(() => Promise.reject(error));
    connection.start();
    await clock.advance(0);
    const { lostAt } = connection.info;
    error = new ChatError('forbidden', 'no');
    await clock.advance(30_000);
    assert.equal(connection.status, 'failed');
    assert.ok(lostAt !== undefined);
    assert.equal(connection.info.lostAt, lostAt);
  });

  it('gives up an attempt without an answer, even if the transport does not', async () => {
    const { clock, connection } = setUp(() => new Promise(() => {}));
    connection.start();
    await clock.advance(29_999);
    assert.equal(connection.status, 'connecting');
    await clock.advance(1);
    assert.equal(connection.status, 'waiting');
    assert.equal(connection.info.error?.code, 'timeout');
  });

  it('is lost while it opens, and takes no late success for one', async () => {
    const opens: (() => void)[] = [];
    const { clock, connection } = setUp(() => new Promise((resolve) => opens.push(resolve)));
    connection.start();
    connection.lost(new ChatError('auth', 'said the wire'));
    assert.equal(connection.status, 'waiting');
    opens[0]!();
    await clock.advance(0);
    assert.equal(connection.status, 'waiting');
    await clock.advance(1_000);
    connection.stop();
    opens[1]!();
    await clock.advance(60_000);
    assert.equal(connection.status, 'idle');
    assert.equal(clock.open, 0);
    connection.lost();
    connection.retry();
    assert.equal(connection.status, 'idle');
  });

  it('is not opened by a success that stop overtook', async () => {
    const opens: (() => void)[] = [];
    const { clock, connection } = setUp(() => new Promise((resolve) => opens.push(resolve)));
    connection.start();
    opens[0]!();
    connection.stop();
    await clock.advance(0);
    assert.equal(connection.status, 'idle');
  });

  it('knows of the network what the browser says', async () => {
    const { clock, connection, tries } = setUp();
    connection.setNetwork(true);
    connection.setNetwork(false);
    assert.deepEqual(connection.info, { status: 'idle', offline: true });
    connection.setNetwork(true);
    assert.deepEqual(connection.info, { status: 'idle' });
    connection.start();
    await clock.advance(0);
    connection.setNetwork(false);
    assert.equal(connection.status, 'waiting');
    assert.equal(connection.info.offline, true);
    connection.setNetwork(true);
    await clock.advance(0);
    assert.deepEqual(connection.info, { status: 'online' });
    assert.equal(tries.length, 2);
    connection.retry();
    await clock.advance(0);
    assert.equal(tries.length, 3, 'after a sleep the line is opened anew');
  });
});
