import { expect } from 'chai';
import { scopeAs } from '../../src/privacy/scopes.js';
import { createIdbStorage } from '../../src/storage/idb-storage.js';
import { scopeOf } from '../../src/storage/keep.js';
import { markChatted } from '../../src/storage/mark-chatted.js';
import { cleanUp, sleep, until, widget } from '../element/support/fixture.js';

const DAY_MS = 86_400_000;

describe('what visitors with a name have left', () => {
  afterEach(cleanUp);

  it('goes in its time when a nameless one chats, and not before; another chat’s stays', async () => {
    const site = crypto.randomUUID();
    const element = widget({ transport: 'mock', script: '{"steps":[]}', site, 'retention-days': '10' });
    const scope = scopeOf(element);
    const otherChat = scope.replace(site, crypto.randomUUID());
    const kept = {
      old: [scopeAs(scope, 'old'), 11],
      young: [scopeAs(scope, 'young'), 9],
      elsewhere: [scopeAs(otherChat, 'old'), 11],
    } as const;
    for (const [who, days] of Object.values(kept)) {
      markChatted(who, true);
      await createIdbStorage(who).set('session', { schema: 1, messages: [{ createdAt: 1 }, { createdAt: Date.now() - days * DAY_MS }] });
    }
    await element.send('nobody in particular');
    const left = async (): Promise<string[]> => {
      const found = await Promise.all(Object.entries(kept).map(async ([name, [who]]) => ((await createIdbStorage(who).get('session')) ? name : '')));
      return found.filter(Boolean);
    };
    await until(async () => (await left()).length <= 2, 'one has gone');
    await sleep(100);
    expect(await left()).to.deep.equal(['young', 'elsewhere']);
    expect(Object.keys(localStorage).filter((key) => key.includes('|old|') && key.includes(site))).to.deep.equal([]);
  });
});
