import { contractInNode } from '../support/contract-in-node.js';
import { expertflowHarness, MANNERS } from '../support/expertflow-harness.js';

contractInNode('expertflow', (server) => MANNERS.map((manners) => expertflowHarness(server, manners)));
