import type { StreamShaper } from './stream-shaper.js';

/** What the server tells each dialect beside the service itself. */
export type DialectSettings = {
  /** Comment or ping on a quiet connection, so that dead ones show. */
  heartbeatMs: number;
  /** Stands between the events and the wire; does nothing unless faults are enabled. */
  shaper: StreamShaper;
  /** Reports what should never happen. */
  onError(error: unknown): void;
};
