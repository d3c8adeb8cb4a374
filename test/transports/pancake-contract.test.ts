import { contractInBrowser } from './support/contract-in-browser.js';
import { pancakeHarness } from './support/pancake-harness.js';

contractInBrowser('pancake', (server) => (['push', 'poll'] as const).map((mode) => pancakeHarness(server, mode)));
