import { contractInBrowser } from './support/contract-in-browser.js';
import { chatgonowHarness } from './support/chatgonow-harness.js';

contractInBrowser('chatgonow', (server) => [chatgonowHarness(server)]);
