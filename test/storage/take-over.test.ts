import { expect } from 'chai';
import { scopeAs } from '../../src/privacy/scopes.js';
import { takeOver } from '../../src/privacy/take-over.js';
import { createIdbStorage } from '../../src/storage/idb-storage.js';
import { scopeOf } from '../../src/storage/keep.js';
import { cleanUp, widget } from '../element/support/fixture.js';

describe('the words of who has got a name', () => {
  afterEach(cleanUp);

  it('lie under no name or under that one, and under none else, also where the device fails in between', async () => {
    const host = widget({ transport: 'mock', site: crypto.randomUUID(), load: 'manual' });
    const scope = scopeAs(scopeOf(host), 'anna');
    const [nameless, annas] = [createIdbStorage(scopeOf(host)), createIdbStorage(scope)];
    await nameless.set('session', { schema: 1, messages: [] });
    await nameless.set('outbox', [{ localId: 'unsent' }]);
    // WebKit keeps no files for a browser that will forget everything at its end.
    const keepsFiles = await nameless.set('blob:unsent:0', new Blob(['x'])).then(() => true, () => false);
    await annas.set('outbox', [{ localId: 'hers' }]);
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const failed = await takeOver(host, scope, 'anna').then(() => '', ({ name }: Error) => name);
    IDBObjectStore.prototype.put = put;
    expect([failed, Boolean(await nameless.get('session')), await nameless.get('outbox')]).to.deep.equal(['QuotaExceededError', true, [{ localId: 'unsent' }]]);

    await takeOver(host, scope, 'anna');
    const names = ['session', 'outbox', 'blob:unsent:0'];
    expect(await Promise.all(names.map((name) => nameless.get(name)))).to.deep.equal([undefined, undefined, undefined]);
    expect(await annas.get('outbox')).to.deep.equal([{ localId: 'unsent' }, { localId: 'hers' }]);
    if (keepsFiles) expect(await (await annas.get<Blob>('blob:unsent:0'))!.text()).to.equal('x');
    // Once: what comes later is another's.
    await takeOver(host, scope, 'anna');
    expect(await annas.get('outbox')).to.deep.equal([{ localId: 'unsent' }, { localId: 'hers' }]);
  });

  it('stay whose they were by `identify()`, and do not mix with a thread of hers that nobody proves', async () => {
    for (const [left, hers] of [[{ owner: 'bert' }, {}], [{}, { session: { schema: 1, messages: [] } }]] as Record<string, unknown>[][]) {
      const host = widget({ transport: 'mock', site: crypto.randomUUID(), load: 'manual' });
      const scope = scopeAs(scopeOf(host), 'anna');
      const [nameless, annas] = [createIdbStorage(scopeOf(host)), createIdbStorage(scope)];
      await nameless.set('outbox', [{ localId: 'not hers' }]);
      for (const [key, value] of Object.entries(left!)) await nameless.set(key, value);
      for (const [key, value] of Object.entries(hers!)) await annas.set(key, value);
      await takeOver(host, scope, 'anna');
      expect([await nameless.get('outbox'), await annas.get('outbox')]).to.deep.equal([undefined, undefined]);
    }
  });
});
