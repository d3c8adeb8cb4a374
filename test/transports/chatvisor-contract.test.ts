import { contractInBrowser } from './support/contract-in-browser.js';
import { chatvisorHarness } from './support/chatvisor-harness.js';

contractInBrowser('chatvisor', (server) => [chatvisorHarness(server)]);
