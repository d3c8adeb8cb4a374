import { contractInBrowser } from './support/contract-in-browser.js';
import { rocketchatHarness } from './support/rocketchat-harness.js';

contractInBrowser('rocketchat', (server) => (['rest', 'ddp'] as const).map((profile) => rocketchatHarness(server, profile)));
