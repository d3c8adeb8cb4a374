import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { startServer, type RunningServer } from '../../../server/start-server.js';
import { describeTransport } from '../../../src/testing/transport-contract.js';
import { rocketchatHarness, type RocketchatServer } from '../support/rocketchat-harness.js';

let running: RunningServer;
const server: RocketchatServer = {
  url: '',
  key: 'contract',
  WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
  restart: () => running.restart(),
};

describe('rocketchat against the reference server', () => {
  before(async () => {
    running = await startServer({ port: 0, database: ':memory:', faults: true, pages: false, operatorKey: server.key });
    server.url = running.url;
  });
  after(() => running.close());
  for (const profile of ['rest', 'ddp'] as const) {
    describeTransport(rocketchatHarness(server, profile), {
      describe,
      it: (name, body) => it(name, () => body()),
      skip: (name, reason) => it(name, { skip: reason }, () => undefined),
    });
  }
});
