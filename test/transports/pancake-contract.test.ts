import { describeTransport } from '../../src/testing/transport-contract.js';
import { pancakeHarness, type PancakeServer } from './support/pancake-harness.js';

/** The test runner's configuration serves the address of our own reference server here. */
const ADDRESS = '/reference-server.json?name=pancake-contract';

describe('pancake against the reference server, in a browser', () => {
  const server: PancakeServer = { url: '', key: '' };
  before(async () => {
    const told = (await (await fetch(ADDRESS)).json()) as { url: string; operatorKey: string };
    server.url = told.url;
    server.key = told.operatorKey;
  });
  for (const mode of ['push', 'poll'] as const) {
    describeTransport(pancakeHarness(server, mode), {
      describe,
      it: (name, body) => it(name, body).timeout(15_000),
      skip: (name, reason) => it.skip(`${name} [${reason}]`),
    });
  }
});
