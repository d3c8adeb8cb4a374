import { describeTransport } from '../../src/testing/transport-contract.js';
import { mocha } from './support/contract-in-browser.js';
import { mockHarness } from './support/mock-harness.js';

describeTransport(mockHarness(), mocha);
