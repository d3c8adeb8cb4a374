import type { TestRunnerPlugin } from '@web/test-runner-core';
import { startServer, type RunningServer } from '../../server/start-server.js';

/** Where browser tests learn the address of their reference server; `?name=` asks for one of its own. */
const PATH = '/reference-server.json';

/**
 * Runs reference servers beside the browser tests, one for each name asked for: two files that run
 * at the same time neither see each other's visitors nor meet each other's faults.
 */
export function referenceServerPlugin(): TestRunnerPlugin {
  const servers = new Map<string, Promise<RunningServer>>();
  const serverFor = (name: string): Promise<RunningServer> => {
    const running =
      servers.get(name) ??
      startServer({ port: 0, database: ':memory:', faults: true, pages: false, operatorKey: 'test-key' });
    servers.set(name, running);
    return running;
  };
  return {
    name: 'reference-server',
    async serverStop() {
      for (const server of servers.values()) await (await server).close();
    },
    async serve({ path, query }) {
      if (path !== PATH) return undefined;
      const { url, operatorKey } = await serverFor(String(query['name'] ?? ''));
      return { body: JSON.stringify({ url, operatorKey }), type: 'application/json' };
    },
  };
}
