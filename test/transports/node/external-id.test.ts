import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { WebSocket as NodeSocket } from 'ws';
import { IDENTITY } from '../../../scripts/identity-facts.js';
import { startServer, type RunningServer } from '../../../server/start-server.js';
import type { Connected, CreateTransport } from '../../../src/core/transport.js';
import { createContractClock } from '../../../src/testing/contract-clock.js';
import { never, toOutgoing, toText, VISITOR } from '../../../src/testing/contract-visit.js';
import { createOperatorClient } from '../../server/support/operator-client.js';

const OPTIONS: Record<string, Record<string, string>> = {
  pancake: { 'page-id': 'web_demo' },
  chatgonow: { key: 'demo-key' },
};

/** One visit with that id from a device that has never been here: what connecting told, after a first message. */
async function visit(server: RunningServer, name: string, externalId: string): Promise<Connected> {
  const { createTransport } = (await import(`../../../src/transports/${name}/${name}.js`)) as { createTransport: CreateTransport };
  const transport = createTransport({
    config: { transport: name, endpoint: `${server.url}/${name}`, site: '', locale: 'en', externalId, options: OPTIONS[name] ?? {} },
    emit: () => undefined,
    clock: createContractClock(),
    fetch: (...args) => fetch(...args),
    WebSocket: NodeSocket as unknown as typeof WebSocket,
  });
  const connected = await transport.connect({ ...VISITOR, externalId }, undefined, never());
  await transport.send(toOutgoing('it is me', `local-${Math.random()}`), never());
  await transport.disconnect();
  return connected;
}

describe('what an external id becomes', () => {
  let server: RunningServer;
  before(async () => {
    const config = { customFields: [{ _id: 'externalId', label: 'Id', visibility: 'hidden' }] };
    server = await startServer({
      port: 0,
      database: ':memory:',
      operatorKey: 'ids',
      site: { trustExternalId: true },
      dialects: { rocketchat: { config } },
    });
  });
  after(() => server.close());

  for (const [name, { isSeen, isKnownElsewhere }] of Object.entries(IDENTITY)) {
    if (name === 'mock') continue;
    it(`${name}: ${isSeen ? 'the agents see it' : 'nobody sees it'}, ${isKnownElsewhere ? 'known' : 'a stranger'} on another device`, async () => {
      const id = `person-${name}`;
      await visit(server, name, id);
      const operator = createOperatorClient({ url: server.url, key: server.operatorKey });
      const everything = JSON.stringify(await operator.visitors());
      assert.equal(everything.includes(`"${id}"`), isSeen, 'seen');
      const { history } = await visit(server, name, id);
      const texts = history.messages.map(({ parts }) => toText(parts));
      assert.equal(texts.includes('it is me'), isKnownElsewhere, 'known elsewhere');
    });
  }
});
