import type { ContractHarness } from '../../../src/testing/contract-backend.js';
import { describeTransport, type ContractRunner } from '../../../src/testing/transport-contract.js';
import type { ReferenceServer } from './reference-server.js';

export const mocha: ContractRunner = { describe, it, skip: (name, reason) => it.skip(`${name} [${reason}]`) };

/** The contract on a reference server of its own, beside the browser tests. */
export function contractInBrowser(name: string, harnesses: (server: ReferenceServer) => readonly ContractHarness[]): void {
  describe(`${name} against the reference server, in a browser`, () => {
    const server: ReferenceServer = { url: '', key: '' };
    before(async () => {
      const told = (await (await fetch(`/reference-server.json?name=${name}-contract`)).json()) as { url: string; operatorKey: string };
      Object.assign(server, { url: told.url, key: told.operatorKey });
    });
    for (const harness of harnesses(server)) describeTransport(harness, mocha);
  });
}
