import type { ContractBackend, ContractExtra, ContractFeature } from './contract-backend.js';
import type { Visit } from './contract-visit.js';

/** What a case works with. */
export type Scene = {
  /** Whole, as far as the case needs it. */
  backend: Required<ContractBackend>;
  /** Member of the resume token without which the visitor is a stranger. */
  secret: string;
  /** Milliseconds of silence after which the connection must be given up. */
  silenceMs: number;
  /** A new transport; all of them are disconnected when the case is over. */
  visit(): Visit;
};

/** One case of the suite: what the backend must offer for it, and what must hold. It rejects when it does not. */
export type CaseOf = {
  name: string;
  /** Without these the case is skipped. */
  needs?: readonly ContractFeature[];
  extra?: ContractExtra;
  run(scene: Scene): Promise<void>;
};
