import { describeTransport } from '../../src/testing/transport-contract.js';
import { kioskHarness } from '../../examples/own-transport/kiosk-harness.js';

describe('a transport of somebody else’s, by the published suite', () => {
  describeTransport(kioskHarness(), { describe, it, skip: (name, reason) => it.skip(`${name} [${reason}]`) });
});
