import type { ContractBackend, ContractFeature } from './contract-backend.js';
import type { Visit } from './contract-visit.js';

/** What a case works with. */
export type Scene = {
  backend: ContractBackend;
  /** A new transport; all of them are disconnected when the case is over. */
  visit(): Visit;
};

/** One case of the suite: what the backend must offer for it, and what must hold. It rejects when it does not. */
export type CaseOf = {
  name: string;
  /** Without these the case is skipped. */
  needs?: readonly ContractFeature[];
  run(scene: Scene): Promise<void>;
};
