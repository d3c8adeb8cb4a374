import { expect } from 'chai';
import { createIdbStorage } from '../../src/storage/idb-storage.js';
import { systemClock } from '../../src/system-clock.js';
import { sleep } from '../support/until.js';

describe('IndexedDB storage', () => {
  it('keeps values apart for each scope', async () => {
    const name = systemClock.randomId();
    const [mine, other] = [createIdbStorage(`${name}|a`), createIdbStorage(`${name}|ab`)];
    await mine.set('key', { deep: [1] });
    await other.set('key', 'theirs');
    expect(await mine.get('key')).to.deep.equal({ deep: [1] });
    expect(await mine.get('nothing')).to.equal(undefined);
    await mine.set('gone', 1);
    await mine.delete('gone');
    expect(await mine.get('gone')).to.equal(undefined);
    await mine.clear();
    expect(await mine.get('key')).to.equal(undefined);
    expect(await other.get('key')).to.equal('theirs');
    await other.clear();
  });

  it('keeps files', async function () {
    const storage = createIdbStorage(systemClock.randomId());
    // WebKit refuses blobs in a private session; the core then keeps them in memory.
    const isKept = await storage.set('blob', new Blob(['x'], { type: 'text/plain' })).then(() => true, () => false);
    if (!isKept && /AppleWebKit(?!.*Chrome)/.test(navigator.userAgent)) this.skip();
    expect(await (await storage.get<Blob>('blob'))!.text()).to.equal('x');
    await storage.clear();
  });

  it('updates atomically, whoever else does', async () => {
    const scope = systemClock.randomId();
    const tabs = [createIdbStorage(scope), createIdbStorage(scope)];
    const add = (storage: (typeof tabs)[0]) => storage.update<number[]>('list', (list = []) => [...list, list.length]);
    await Promise.all(Array.from({ length: 40 }, (_, index) => add(tabs[index % 2]!)));
    expect(await tabs[0]!.get('list')).to.deep.equal(Array.from({ length: 40 }, (_, index) => index));
    await tabs[0]!.clear();
  });

  it('rejects, and does not throw, where there is no IndexedDB', async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    try {
      const storage = createIdbStorage('blocked');
      const error = await storage.get('key').catch((thrown: Error) => thrown.name);
      expect(error).to.equal('SecurityError');
    } finally {
      IDBFactory.prototype.open = open;
    }
  });
});

describe('the system clock', () => {
  it('runs, cancels, and makes ids that never repeat', async () => {
    let runs = 0;
    const cancel = systemClock.setTimer(() => runs++, 1);
    systemClock.setTimer(() => (runs += 10), 1);
    cancel();
    const before = systemClock.monotonic();
    await sleep(20);
    expect(runs).to.equal(10);
    expect(systemClock.monotonic() > before && systemClock.now() > 1.7e12).to.equal(true);
    expect(systemClock.random()).to.be.within(0, 1);
    const ids = new Set(Array.from({ length: 1_000 }, () => systemClock.randomId()));
    expect(ids.size).to.equal(1_000);
    expect([...ids].every((id) => /^[0-9a-f]{32}$/.test(id))).to.equal(true);
  });
});
