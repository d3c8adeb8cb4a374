import { expect } from 'chai';
import { createTabStorage } from '../../src/privacy/tab-storage.js';
import { cleanUp, sleep, until, widget } from '../element/support/fixture.js';

describe('storage of one tab', () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage')!;
  const block = (): void =>
    void Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
  afterEach(async () => {
    Object.defineProperty(globalThis, 'sessionStorage', own);
    sessionStorage.clear();
    await cleanUp();
  });

  it('keeps words in sessionStorage and files in memory, and forgets all of it', async () => {
    const storage = createTabStorage('tab|test');
    await storage.set('session', { schema: 1 });
    await storage.set('blob:a:0', new Blob(['x']));
    await storage.update<string[]>('outbox', (kept = []) => [...kept, 'a']);
    expect(Object.keys(sessionStorage).sort()).to.deep.equal(['chat-widget:tab|test:outbox', 'chat-widget:tab|test:session']);
    expect(await (await storage.get<Blob>('blob:a:0'))!.text()).to.equal('x');
    await storage.delete('outbox');
    await storage.clear();
    expect([sessionStorage.length, await storage.get('blob:a:0')]).to.deep.equal([0, undefined]);
    storage.stop();
  });

  it('rejects where it is blocked, and never throws: not at what another tab says either', async () => {
    block();
    const thrown: unknown[] = [];
    const note = (event: ErrorEvent): void => void thrown.push(event.error);
    addEventListener('error', note);
    const storage = createTabStorage('tab|blocked');
    const answers = [storage.get('session'), storage.set('session', 1), storage.update('outbox', () => [])].map((it) => it.then(() => 'kept', () => 'refused'));
    expect(await Promise.all(answers)).to.deep.equal(['refused', 'refused', 'refused']);
    await storage.clear();
    const other = new BroadcastChannel('chat-widget:tab|blocked');
    other.postMessage({ kind: 'action', action: { type: 'message/acked', localId: 'a' } });
    await sleep(50);
    other.close();
    storage.stop();
    removeEventListener('error', note);
    expect(thrown).to.deep.equal([]);
  });

  it('blocked, the chat goes on in memory, says so, and can be left', async () => {
    block();
    const element = widget({ transport: 'mock', script: '{"steps":[]}', site: crypto.randomUUID(), storage: 'session' });
    await element.send('in memory');
    await until(() => element.chat!.state.messages[0]?.status === 'sent' || element.chat!.state.messages[0]?.status === 'delivered', 'sent');
    expect(element.chat!.state.storage).to.equal('memory');
    await element.reset();
    expect(element.chat!.state.messages).to.deep.equal([]);
  });
});
