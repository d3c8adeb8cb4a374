import { expect } from 'chai';
import { createTransport } from '../../src/transports/expertflow/expertflow.js';
import { eventually } from '../../src/testing/contract-assert.js';
import { visit } from '../../src/testing/contract-visit.js';
import { countingSocket } from './support/counting-socket.js';
import { createOperatorClient } from '../server/support/operator-client.js';

const ADDRESS = '/reference-server.json?name=expertflow-guest';
const { addEventListener: listen, removeEventListener: unlisten } = EventTarget.prototype;

/** Listeners on the window and the document since this file was loaded. */
function watchListeners(): Set<string> {
  const left = new Set<string>();
  const ids = new Map<unknown, number>();
  const name = (target: unknown, type: string, listener: unknown): string => {
    if (!ids.has(listener)) ids.set(listener, ids.size);
    return `${target === document ? 'document' : 'window'} ${type} ${ids.get(listener)}`;
  };
  const isPage = (target: unknown): boolean => target === undefined || target === window || target === document;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof listen>) {
    if (isPage(this)) left.add(name(this, args[0], args[1]));
    return listen.apply(this ?? window, args);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget, ...args: Parameters<typeof unlisten>) {
    if (isPage(this)) left.delete(name(this, args[0], args[1]));
    return unlisten.apply(this ?? window, args);
  };
  return left;
}

describe('expertflow as a guest on a page', () => {
  let server: { url: string; operatorKey: string };
  before(async () => {
    server = (await (await fetch(ADDRESS)).json()) as typeof server;
  });

  it('leaves no listener, no socket and no timer behind, though the official client would', async () => {
    const left = watchListeners();
    const own = Object.getOwnPropertyDescriptor(window, 'addEventListener');
    try {
      const { WebSocket, ...sockets } = withCount();
      const config = { transport: 'expertflow', endpoint: `${server.url}/expertflow`, site: '', locale: 'en', options: {} };
      const backend = { config, fetch, WebSocket } as unknown as Parameters<typeof visit>[0];
      const visitor = visit(backend, createTransport);
      await visitor.begin();
      expect(sockets.open()).to.equal(1);
      expect([...left]).to.deep.equal([]);
      await visitor.transport.disconnect();
      await eventually('closed sockets', () => sockets.open() === 0);
      expect([...left]).to.deep.equal([]);
      expect(visitor.clock.pending).to.equal(0);
      expect(Object.getOwnPropertyDescriptor(window, 'addEventListener')).to.deep.equal(own);
      // The page's own listeners work as ever.
      let heard = 0;
      const onOffline = (): void => void (heard += 1);
      window.addEventListener('offline', onOffline);
      window.dispatchEvent(new Event('offline'));
      window.removeEventListener('offline', onOffline);
      expect(heard).to.equal(1);
    } finally {
      EventTarget.prototype.addEventListener = listen;
      EventTarget.prototype.removeEventListener = unlisten;
    }
  });

  it('is seen by nobody before the first message, and by an operator after it', async () => {
    const operator = createOperatorClient({ url: server.url, key: server.operatorKey });
    const before = (await operator.visitors()).length;
    const config = { transport: 'expertflow', endpoint: `${server.url}/expertflow`, site: '', locale: 'de', options: {} };
    const visitor = visit({ config, fetch } as unknown as Parameters<typeof visit>[0], createTransport);
    await visitor.transport.prepare?.(new AbortController().signal);
    await visitor.connect();
    expect((await operator.visitors()).length).to.equal(before);
    await visitor.send('hello');
    const found = (await operator.visitors()).find(({ externalId }) => externalId === visitor.id);
    expect(found?.name).to.equal('Guest');
    await visitor.transport.disconnect();
  });
});

function withCount(): { WebSocket: typeof WebSocket; open(): number } {
  const counting = countingSocket(window.WebSocket);
  return { WebSocket: counting.WebSocket, open: () => counting.open };
}
