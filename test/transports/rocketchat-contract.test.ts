import { describeTransport } from '../../src/testing/transport-contract.js';
import { rocketchatHarness, type RocketchatServer } from './support/rocketchat-harness.js';

/** The test runner's configuration serves the address of our own reference server here. */
const ADDRESS = '/reference-server.json?name=rocketchat-contract';

describe('rocketchat against the reference server, in a browser', () => {
  const server: RocketchatServer = { url: '', key: '' };
  before(async () => {
    const told = (await (await fetch(ADDRESS)).json()) as { url: string; operatorKey: string };
    server.url = told.url;
    server.key = told.operatorKey;
  });
  for (const profile of ['rest', 'ddp'] as const) {
    describeTransport(rocketchatHarness(server, profile), {
      describe,
      it: (name, body) => it(name, body).timeout(15_000),
      skip: (name, reason) => it.skip(`${name} [${reason}]`),
    });
  }
});
