import { contractInNode } from '../support/contract-in-node.js';
import { chatvisorHarness } from '../support/chatvisor-harness.js';

contractInNode('chatvisor', (server) => [chatvisorHarness(server)]);
