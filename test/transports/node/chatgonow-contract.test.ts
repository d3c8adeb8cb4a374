import { after, before, describe, it } from 'node:test';
import { startServer, type RunningServer } from '../../../server/start-server.js';
import { describeTransport } from '../../../src/testing/transport-contract.js';
import { chatgonowHarness } from '../support/chatgonow-harness.js';
import type { RestServer } from '../support/rest-harness.js';

let running: RunningServer;
const server: RestServer = {
  url: '',
  key: 'contract',
  restart: () => running.restart(),
};

describe('chatgonow against the reference server', () => {
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
  describeTransport(chatgonowHarness(server), {
    describe,
    it: (name, body) => it(name, () => body()),
    skip: (name, reason) => it(name, { skip: reason }, () => undefined),
  });
});
