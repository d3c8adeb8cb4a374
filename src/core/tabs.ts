export type TabsHandlers = {
  /** This tab holds the connection and drains the outbox from now on. `epoch` grows with every leader. */
  onLeader(epoch: number): void;
  /** Leadership was lost (only where leases are used: a tab that slept too long). */
  onFollower(): void;
  onMessage(message: unknown): void;
};

/**
 * The tabs of one visitor on one backend. Exactly one of them leads; the death of the leader is
 * noticed in at most five seconds.
 */
export interface Tabs {
  /** Unique among the tabs. */
  readonly id: string;
  start(handlers: TabsHandlers): void;
  /** Reaches every other tab, never this one. */
  post(message: unknown): void;
  /** The fencing check: asked right before each effect that only the leader may have. */
  isLeader(): boolean;
  stop(): void;
}
