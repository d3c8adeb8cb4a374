import { contractInNode } from '../support/contract-in-node.js';
import { pancakeHarness } from '../support/pancake-harness.js';

contractInNode('pancake', (server) => (['push', 'silent', 'poll'] as const).map((mode) => pancakeHarness(server, mode)));
