import { contractInNode } from '../support/contract-in-node.js';
import { restHarness } from '../support/rest-harness.js';

contractInNode('rest', (server) => [restHarness(server)]);
