/** Chooses one leader among the tabs. */
export interface Election {
  /** `onLeader` gets a number that grows with every leader; `onFollower` is called when it is lost. */
  start(onLeader: (epoch: number) => void, onFollower: () => void): void;
  isLeader(): boolean;
  stop(): void;
}
