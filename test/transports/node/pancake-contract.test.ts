import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { startServer, type RunningServer } from '../../../server/start-server.js';
import { describeTransport } from '../../../src/testing/transport-contract.js';
import { pancakeHarness, type PancakeServer } from '../support/pancake-harness.js';

let running: RunningServer;
const server: PancakeServer = {
  url: '',
  key: 'contract',
  WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  restart: () => running.restart(),
};

describe('pancake against the reference server', () => {
  before(async () => {
    running = await startServer({ port: 0, database: ':memory:', faults: true, pages: false, operatorKey: server.key });
    server.url = running.url;
  });
  after(() => running.close());
  for (const mode of ['push', 'silent', 'poll'] as const) {
    describeTransport(pancakeHarness(server, mode), {
      describe,
      it: (name, body) => it(name, () => body()),
      skip: (name, reason) => it(name, { skip: reason }, () => undefined),
    });
  }
});
