import { after, before, describe, it } from 'node:test';
import { startServer, type RunningServer } from '../../../server/start-server.js';
import { describeTransport } from '../../../src/testing/transport-contract.js';
import { expertflowHarness, MANNERS, type ExpertflowServer } from '../support/expertflow-harness.js';

let running: RunningServer;
const server: ExpertflowServer = { url: '', key: 'contract', restart: () => running.restart() };
const runner = {
  describe,
  it: (name: string, body: () => Promise<void>) => it(name, () => body()),
  skip: (name: string, reason: string) => it(name, { skip: reason }, () => undefined),
};

describe('expertflow against the reference server', () => {
  before(async () => {
    running = await startServer({
      port: 0,
      database: ':memory:',
      faults: true,
      pages: false,
      operatorKey: server.key,
    });
    server.url = running.url;
  });
  after(() => running.close());
  for (const manners of MANNERS) describeTransport(expertflowHarness(server, manners), runner);
});
