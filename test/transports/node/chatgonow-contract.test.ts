import { contractInNode } from '../support/contract-in-node.js';
import { chatgonowHarness } from '../support/chatgonow-harness.js';

contractInNode('chatgonow', (server) => [chatgonowHarness(server)]);
