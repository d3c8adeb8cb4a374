import { contractInBrowser } from './support/contract-in-browser.js';
import { restHarness } from './support/rest-harness.js';

contractInBrowser('rest', (server) => [restHarness(server)]);
