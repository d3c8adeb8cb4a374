/** Engine.IO's socket below a connection; both versions have this much in common. */
export type IoEngine = {
  on(event: string, listener: (value: unknown) => void): unknown;
  once(event: string, listener: () => void): unknown;
};

/** A connection of the official client, of either version. */
export type IoSocket = {
  io: { engine: IoEngine };
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  off(): unknown;
  emit(event: string, ...values: unknown[]): unknown;
  disconnect(): unknown;
};

export type IoOptions = {
  path: string;
  transport: 'websocket' | 'polling';
  WebSocket: typeof WebSocket | undefined;
  /** Every event of the server, of whatever name. */
  onEvent(name: string, values: unknown[]): void;
};

/** Begins to connect at once, and once: every reconnect and every time-out is the core's or ours. */
export type OpenIo = (origin: string, options: IoOptions) => IoSocket;
