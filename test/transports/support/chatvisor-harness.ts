import type { ContractHarness } from '../../../src/testing/contract-backend.js';
import { createTransport } from '../../../src/transports/chatvisor/chatvisor.js';
import type { ReferenceServer } from './reference-server.js';
import { restHarness } from './rest-harness.js';

/** Chatvisor on the reference server: the chat wire of the REST family, below a path of its own. */
export function chatvisorHarness(server: ReferenceServer): ContractHarness {
  return restHarness(server, { name: 'chatvisor', createTransport, path: '/chatvisor', chat: '/chat' });
}
