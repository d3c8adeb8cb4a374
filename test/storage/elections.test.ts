import { expect } from 'chai';
import type { Election } from '../../src/storage/election.js';
import { createLeaseElection } from '../../src/storage/lease-election.js';
import { createLockElection } from '../../src/storage/lock-election.js';
import { systemClock } from '../../src/system-clock.js';
import { FakeTime } from '../support/fake-time.js';
import { sleep, until } from '../support/until.js';

type Seen = { epochs: number[]; lost: number };

let count = 0;
const newScope = (): string => `test-${systemClock.randomId()}-${++count}`;
const leaseKey = (scope: string): string => `chat-widget:${scope}:lease`;

function started(election: Election): Seen {
  const seen: Seen = { epochs: [], lost: 0 };
  election.start((epoch) => seen.epochs.push(epoch), () => seen.lost++);
  return seen;
}

/** Blocks localStorage as a browser does that keeps no site data. */
async function withBlockedStorage(run: () => Promise<void>): Promise<void> {
  const { getItem, setItem, removeItem } = Storage.prototype;
  const refuse = (): never => {
    throw new DOMException('blocked', 'SecurityError');
  };
  Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse, removeItem: refuse });
  try {
    await run();
  } finally {
    Object.assign(Storage.prototype, { getItem, setItem, removeItem });
  }
}

describe('lock election', () => {
  it('has one leader, and hands over when it leaves, with a growing epoch', async () => {
    const scope = newScope();
    const [first, second] = [createLockElection(scope, navigator.locks), createLockElection(scope, navigator.locks)];
    const [a, b] = [started(first), started(second)];
    await until(() => a.epochs.length === 1);
    expect([first.isLeader(), second.isLeader()]).to.deep.equal([true, false]);
    first.stop();
    expect(first.isLeader()).to.equal(false);
    await until(() => b.epochs.length === 1);
    expect(b.epochs[0]).to.equal(a.epochs[0]! + 1);
    started(first);
    second.stop();
    await until(() => first.isLeader());
    first.stop();
    // Firefox lets go a moment later.
    await until(async () => {
      const { held = [], pending = [] } = await navigator.locks.query();
      return ![...held, ...pending].some(({ name }) => name!.includes(scope));
    }, 'no lock is left');
  });

  it('leaves the queue when it is stopped before its turn', async () => {
    const scope = newScope();
    const [first, second] = [createLockElection(scope, navigator.locks), createLockElection(scope, navigator.locks)];
    const [, b] = [started(first), started(second)];
    await until(() => first.isLeader());
    second.stop();
    first.stop();
    await sleep(50);
    expect(b.epochs).to.deep.equal([]);
  });

  it('takes the lead from a frame that is removed', async () => {
    const scope = newScope();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const locks = frame.contentWindow!.navigator.locks;
    const theirs = createLockElection(scope, locks);
    started(theirs);
    await until(() => theirs.isLeader());
    const mine = createLockElection(scope, navigator.locks);
    const seen = started(mine);
    await sleep(30);
    expect(seen.epochs).to.deep.equal([]);
    frame.remove();
    await until(() => seen.epochs.length === 1);
    mine.stop();
  });

  it('leads alone where locks are refused and nothing can be kept', async () => {
    const refused = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) } as unknown as LockManager;
    const election = createLockElection(newScope(), refused);
    await withBlockedStorage(async () => {
      const seen = started(election);
      await until(() => seen.epochs.length === 1);
      expect(seen.epochs).to.deep.equal([1]);
      election.stop();
    });
    localStorage.setItem('chat-widget:nonsense:epoch', 'nonsense');
    const odd = createLockElection('nonsense', navigator.locks);
    const seen = started(odd);
    await until(() => seen.epochs.length === 1);
    expect(seen.epochs).to.deep.equal([1]);
    odd.stop();
  });
});

describe('lease election', () => {
  it('has one leader; the next one takes over at once when it leaves, with a growing epoch', () => {
    const [scope, time] = [newScope(), new FakeTime()];
    const [first, second] = [createLeaseElection(scope, 'a', time), createLeaseElection(scope, 'b', time)];
    const a = started(first);
    time.advance(50);
    const b = started(second);
    time.advance(10_000);
    expect([a.epochs, b.epochs, second.isLeader()]).to.deep.equal([[1], [], false]);
    first.stop();
    time.advance(1_200);
    expect([b.epochs, second.isLeader()]).to.deep.equal([[2], true]);
    second.stop();
    expect(time.open).to.equal(0);
  });

  it('lets one of two crossing claims win', () => {
    const [scope, time] = [newScope(), new FakeTime()];
    const [first, second] = [createLeaseElection(scope, 'a', time), createLeaseElection(scope, 'b', time)];
    const a = started(first);
    // Another process has not seen the claim yet.
    localStorage.removeItem(leaseKey(scope));
    const b = started(second);
    time.advance(10_000);
    expect([a.epochs.length, b.epochs.length]).to.deep.equal([0, 1]);
    expect([first.isLeader(), second.isLeader()]).to.deep.equal([false, true]);
    first.stop();
    second.stop();
  });

  it('takes the lead from a holder that sleeps, within five seconds; the sleeper knows before it acts', () => {
    const scope = newScope();
    const [asleep, time] = [new FakeTime(), new FakeTime()];
    const first = createLeaseElection(scope, 'a', asleep);
    const a = started(first);
    asleep.advance(200);
    const second = createLeaseElection(scope, 'b', time);
    const b = started(second);
    time.advance(5_000);
    expect(b.epochs).to.deep.equal([2]);
    expect(first.isLeader(), 'fencing, before any timer of its own').to.equal(false);
    expect(a.lost).to.equal(0);
    asleep.advance(1_000);
    expect(a.lost).to.equal(1);
    first.stop();
    expect(second.isLeader()).to.equal(true);
    second.stop();
  });

  it('goes on leading when the lease is wiped, and gives way to whoever claims it', () => {
    const [scope, time] = [newScope(), new FakeTime()];
    const first = createLeaseElection(scope, 'a', time);
    const a = started(first);
    time.advance(5_000);
    localStorage.removeItem(leaseKey(scope));
    expect(first.isLeader()).to.equal(true);
    time.advance(2_000);
    expect([a.epochs, a.lost]).to.deep.equal([[1], 0]);
    expect(localStorage.getItem(leaseKey(scope))).to.contain('"a"');
    localStorage.setItem(leaseKey(scope), '{"id":"b","epoch":7,"beat":0}');
    expect(first.isLeader()).to.equal(false);
    time.advance(10_000);
    expect([a.epochs, a.lost]).to.deep.equal([[1, 8], 1]);
    first.stop();
  });

  it('leads alone and steadily where nothing can be kept', async () => {
    const time = new FakeTime();
    const election = createLeaseElection(newScope(), 'a', time);
    await withBlockedStorage(async () => {
      const seen = started(election);
      time.advance(60_000);
      expect([seen.epochs, seen.lost, election.isLeader()]).to.deep.equal([[1], 0, true]);
      election.stop();
      expect(election.isLeader()).to.equal(false);
    });
  });

  it('is not confused by somebody else\'s text under its key', () => {
    for (const text of ['{', '5', '[]', '{"epoch":"x"}', 'null']) {
      const [scope, time] = [newScope(), new FakeTime()];
      localStorage.setItem(leaseKey(scope), text);
      const election = createLeaseElection(scope, 'a', time);
      const seen = started(election);
      time.advance(5_000);
      expect(seen.epochs, text).to.deep.equal([1]);
      election.stop();
    }
  });
});
