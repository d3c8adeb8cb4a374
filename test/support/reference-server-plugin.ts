import type { TestRunnerPlugin } from '@web/test-runner-core';
import { startServer, type RunningServer } from '../../server/start-server.js';

/** Where browser tests learn the address of the reference server. */
const PATH = '/reference-server.json';

/** Runs one reference server beside the browser tests; each test is a visitor of its own. */
export function referenceServerPlugin(): TestRunnerPlugin {
  let server: RunningServer | undefined;
  return {
    name: 'reference-server',
    async serverStart() {
      server = await startServer({
        port: 0,
        database: ':memory:',
        faults: true,
        pages: false,
        operatorKey: 'test-key',
      });
    },
    async serverStop() {
      await server?.close();
    },
    serve({ path }) {
      if (path !== PATH || !server) return undefined;
      const { url, operatorKey } = server;
      return { body: JSON.stringify({ url, operatorKey }), type: 'application/json' };
    },
  };
}
