import { contractInNode } from '../support/contract-in-node.js';
import { rocketchatHarness } from '../support/rocketchat-harness.js';

contractInNode('rocketchat', (server) => (['rest', 'ddp'] as const).map((profile) => rocketchatHarness(server, profile)));
