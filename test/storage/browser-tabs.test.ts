import { expect } from 'chai';
import { createBrowserTabs } from '../../src/storage/browser-tabs.js';
import { hasChatted } from '../../src/storage/chat-marker.js';
import { markChatted } from '../../src/storage/mark-chatted.js';
import { systemClock } from '../../src/system-clock.js';
import type { Tabs } from '../../src/core/tabs.js';
import { sleep, until } from '../support/until.js';

function started(tabs: Tabs) {
  const seen = { epochs: [] as number[], messages: [] as unknown[] };
  tabs.start({
    onLeader: (epoch) => seen.epochs.push(epoch),
    onFollower() {},
    onMessage: (message) => seen.messages.push(message),
  });
  return seen;
}

const newScope = (): string => `tabs-${systemClock.randomId()}`;

/** Takes a global away for the time of `run`. */
async function without(owner: object, name: string, run: () => Promise<void>): Promise<void> {
  const before = Object.getOwnPropertyDescriptor(owner, name)!;
  Object.defineProperty(owner, name, { configurable: true, writable: true, value: undefined });
  try {
    await run();
  } finally {
    Object.defineProperty(owner, name, before);
  }
}

describe('browser tabs', () => {
  for (const hasLocks of [true, false]) {
    it(`talk, and choose one leader, ${hasLocks ? 'with' : 'without'} locks`, async () => {
      const scope = newScope();
      const make = async (): Promise<Tabs> => {
        let made: Tabs;
        if (hasLocks) return createBrowserTabs(scope, systemClock);
        await without(Navigator.prototype, 'locks', async () => void (made = await createBrowserTabs(scope, systemClock)));
        return made!;
      };
      const [first, second] = [await make(), await make()];
      expect(first.id).not.to.equal(second.id);
      const a = started(first);
      await until(() => first.isLeader());
      const b = started(second);
      first.post({ file: new Blob(['x']) });
      second.post('hello');
      await until(() => a.messages.length + b.messages.length > 1);
      expect([a.messages, b.messages.length]).to.deep.equal([['hello'], 1]);
      expect(await (b.messages[0] as { file: Blob }).file.text()).to.equal('x');
      expect([first.isLeader(), second.isLeader()]).to.deep.equal([true, false]);
      first.post(() => {});
      first.stop();
      first.post('after the end');
      await until(() => second.isLeader());
      await sleep(100); // in which it would come
      expect([second.isLeader(), b.epochs.length, b.messages.length]).to.deep.equal([true, 1, 1]);
      second.stop();
    });
  }

  it('lead alone where they cannot talk, and may start again', async () => {
    await without(globalThis, 'BroadcastChannel', async () => {
      const scope = newScope();
      const [first, second] = [await createBrowserTabs(scope, systemClock), await createBrowserTabs(scope, systemClock)];
      const [a, b] = [started(first), started(second)];
      expect([a.epochs, b.epochs]).to.deep.equal([[1], [1]]);
      expect([first.isLeader(), second.isLeader()]).to.deep.equal([true, true]);
      first.post('nobody hears');
      first.stop();
      expect(first.isLeader()).to.equal(false);
      second.stop();
    });
  });

  it('talk over the wall between two frames of one origin, and survive the leader\'s', async () => {
    const scope = newScope();
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow as Window & typeof globalThis;
    const channel = new inner.BroadcastChannel(`chat-widget:${scope}`);
    void inner.navigator.locks.request(`chat-widget:${scope}`, () => new Promise(() => {}));
    await sleep(50);
    const mine = await createBrowserTabs(scope, systemClock);
    const seen = started(mine);
    channel.postMessage('from the frame');
    await until(() => seen.messages.length);
    expect([seen.messages, mine.isLeader()]).to.deep.equal([['from the frame'], false]);
    frame.remove();
    await until(() => mine.isLeader());
    mine.stop();
  });
});

describe('the marker', () => {
  it('knows whether somebody has chatted here', () => {
    const scope = newScope();
    expect(hasChatted(scope)).to.equal(false);
    markChatted(scope, true);
    expect([hasChatted(scope), hasChatted(`${scope}2`)]).to.deep.equal([true, false]);
  });
});
