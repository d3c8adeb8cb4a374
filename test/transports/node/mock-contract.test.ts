import { describe, it } from 'node:test';
import { describeTransport } from '../../../src/testing/transport-contract.js';
import { mockHarness } from '../support/mock-harness.js';

describeTransport(mockHarness(), {
  describe,
  it: (name, body) => it(name, () => body()),
  skip: (name, reason) => it(name, { skip: reason }, () => undefined),
});
