import { describeTransport } from '../../src/testing/transport-contract.js';
import { chatgonowHarness } from './support/chatgonow-harness.js';
import type { RestServer } from './support/rest-harness.js';

/** The test runner's configuration serves the address of a reference server of our own here. */
const ADDRESS = '/reference-server.json?name=chatgonow';

describe('chatgonow against the reference server, in a browser', () => {
  const server: RestServer = { url: '', key: '' };
  before(async () => {
    const told = (await (await fetch(ADDRESS)).json()) as { url: string; operatorKey: string };
    server.url = told.url;
    server.key = told.operatorKey;
  });
  describeTransport(chatgonowHarness(server), {
    describe,
    it: (name, body) => it(name, body).timeout(15_000),
    skip: (name, reason) => it.skip(`${name} [${reason}]`),
  });
});
