import { describeTransport } from '../../../src/testing/transport-contract.js';
import { nodeTest } from '../support/contract-in-node.js';
import { mockHarness } from '../support/mock-harness.js';

describeTransport(mockHarness(), nodeTest);
