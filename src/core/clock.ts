/** All time and randomness come in here, so that a test can own them. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. May jump; used for display and stamps only. */
  now(): number;
  /** Milliseconds that only grow; used for every wait and timeout. */
  monotonic(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  setTimer(run: () => void, ms: number): () => void;
  /** Uniform in [0, 1). For jitter, not for ids. */
  random(): number;
  /** 128 random bits or more, as a string safe for URLs and keys. */
  randomId(): string;
}
