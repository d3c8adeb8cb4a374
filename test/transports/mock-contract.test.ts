import { describeTransport } from '../../src/testing/transport-contract.js';
import { mockHarness } from './support/mock-harness.js';

describeTransport(mockHarness(), {
  describe,
  it: (name, body) => it(name, body).timeout(15_000),
  skip: (name, reason) => it.skip(`${name} [${reason}]`),
});
