import { after, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { startServer, type RunningServer } from '../../../server/start-server.js';
import type { ContractHarness } from '../../../src/testing/contract-backend.js';
import { describeTransport, type ContractRunner } from '../../../src/testing/transport-contract.js';
import type { ReferenceServer } from './reference-server.js';

export const nodeTest: ContractRunner = {
  describe,
  it: (name, body) => it(name, () => body()),
  skip: (name, reason) => it(name, { skip: reason }, () => undefined),
};

/** The contract on a reference server in this process, so that it can be restarted. */
export function contractInNode(name: string, harnesses: (server: ReferenceServer) => readonly ContractHarness[]): void {
  let running: RunningServer;
  const server: ReferenceServer = {
    url: '',
    key: 'contract',
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    restart: () => running.restart(),
  };
  describe(`${name} against the reference server`, () => {
    before(async () => {
      running = await startServer({ port: 0, database: ':memory:', faults: true, pages: false, operatorKey: server.key });
      server.url = running.url;
    });
    after(() => running.close());
    for (const harness of harnesses(server)) describeTransport(harness, nodeTest);
  });
}
