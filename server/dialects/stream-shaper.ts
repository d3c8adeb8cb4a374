/** An open event stream, as fault instructions see it. */
export type OpenStream = {
  visitorId: string;
  /** Puts a raw chunk on the wire. */
  write(chunk: string): void;
  /** Ends the connection without a goodbye. */
  destroy(): void;
};

/** What may happen to events between the log and the wire. */
export type StreamShaper = {
  /** Registers an open stream; answers the function that removes it. */
  opened(stream: OpenStream): () => void;
  /** The chunks to send for one event: usually just that one. */
  shape(visitorId: string, chunk: string): string[];
  /** How long (ms) the stream must stay silent from now; 0 for not at all. */
  silentFor(visitorId: string): number;
};

/** The shaper of a server without faults. */
export const plainShaper: StreamShaper = {
  opened: () => () => undefined,
  shape: (_visitorId, chunk) => [chunk],
  silentFor: () => 0,
};
