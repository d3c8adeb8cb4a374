import { describeTransport } from '../../src/testing/transport-contract.js';
import { expertflowHarness, MANNERS, type ExpertflowServer } from './support/expertflow-harness.js';

/** The test runner's configuration serves the address of its reference server here. */
const ADDRESS = '/reference-server.json?name=expertflow';

describe('expertflow against the reference server, in a browser', () => {
  const server: ExpertflowServer = { url: '', key: '' };
  before(async () => {
    const told = (await (await fetch(ADDRESS)).json()) as { url: string; operatorKey: string };
    server.url = told.url;
    server.key = told.operatorKey;
  });
  // The old client is CommonJS, which this runner does not bundle: it is tried in Node.
  for (const manners of MANNERS.filter(({ eio }) => eio === 4)) {
    describeTransport(expertflowHarness(server, manners), {
      describe,
      it: (name, body) => it(name, body).timeout(15_000),
      skip: (name, reason) => it.skip(`${name} [${reason}]`),
    });
  }
});
