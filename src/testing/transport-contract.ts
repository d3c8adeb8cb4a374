import type { ContractHarness } from './contract-backend.js';
import type { CaseOf, Scene } from './contract-case.js';
import { faultCases } from './contract-faults.js';
import { formCases } from './contract-forms.js';
import { messageCases } from './contract-messages.js';
import { presenceCases } from './contract-presence.js';
import { sessionCases } from './contract-session.js';
import { uploadCases } from './contract-uploads.js';
import { visit, type Visit } from './contract-visit.js';

export type ContractCase = {
  name: string;
  /** Why it cannot be run on this backend. */
  skipped?: string;
  /** Rejects with a sentence when the transport breaks the contract. */
  run(): Promise<void>;
};

/** The functions of a test runner: those of mocha, node:test, vitest and jest fit. */
export type ContractRunner = {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
  /** Told of every case that is not run. Default: a passing case whose name says so. */
  skip?(name: string, reason: string): unknown;
};

const CASES: readonly CaseOf[] = [
  ...sessionCases,
  ...messageCases,
  ...faultCases,
  ...uploadCases,
  ...presenceCases,
  ...formCases,
];

/** What every transport must hold, as cases for any runner. */
export function transportContract(harness: ContractHarness): ContractCase[] {
  return CASES.map(({ name, needs = [], extra, run }) => {
    const missing = needs.find((feature) => harness.lacks[feature] !== undefined);
    const skipped = missing
      ? `${missing}: ${harness.lacks[missing]}`
      : extra && !harness.extras?.includes(extra) && `${extra}: not among the extras of this harness`;
    return {
      name,
      ...(skipped ? { skipped } : {}),
      run: () => runCase(harness, run),
    };
  });
}

async function runCase(harness: ContractHarness, run: CaseOf['run']): Promise<void> {
  const backend = (await harness.open()) as Scene['backend'];
  const visits: Visit[] = [];
  const scene: Scene = {
    backend,
    secret: harness.secret ?? 'token',
    silenceMs: harness.silenceMs ?? 30_000,
    visit() {
      const made = visit(backend, harness.createTransport);
      visits.push(made);
      return made;
    },
  };
  try {
    await run(scene);
  } finally {
    for (const { transport } of visits) await transport.disconnect();
    await backend.close();
  }
}

/** Hands the whole contract to a runner. Nothing is left out silently. */
export function describeTransport(harness: ContractHarness, runner: ContractRunner): void {
  const { describe, it, skip } = runner;
  describe(`transport contract: ${harness.name}`, () => {
    for (const { name, skipped, run } of transportContract(harness)) {
      if (skipped === undefined) it(name, run);
      else if (skip) skip(name, skipped);
      else it(`${name} [skipped: ${skipped}]`, () => Promise.resolve());
    }
  });
}
