/** A reference server, started with faults. */
export type ReferenceServer = {
  /** Its origin. */
  url: string;
  key: string;
  /** Where the runtime has none of its own. */
  WebSocket?: typeof WebSocket;
  /** Only where the server runs in this process. */
  restart?(): Promise<void>;
};
