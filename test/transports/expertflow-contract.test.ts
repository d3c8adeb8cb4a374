import { contractInBrowser } from './support/contract-in-browser.js';
import { expertflowHarness, MANNERS } from './support/expertflow-harness.js';

// The old client is CommonJS, which this runner does not bundle: it is tried in Node.
contractInBrowser('expertflow', (server) =>
  MANNERS.filter(({ eio }) => eio === 4).map((manners) => expertflowHarness(server, manners)),
);
