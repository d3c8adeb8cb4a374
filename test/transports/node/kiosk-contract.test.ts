import { describe, it } from 'node:test';
import { kioskHarness } from '../../../examples/own-transport/kiosk-harness.js';
import { describeTransport } from '../../../src/testing/transport-contract.js';

describeTransport(kioskHarness(), { describe, it, skip: (name, reason) => it(`${name} [${reason}]`, { skip: true }, () => undefined) });
