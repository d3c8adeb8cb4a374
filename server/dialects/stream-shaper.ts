import type { RequestFault } from '../faults/fault-instruction.js';

/** An open event stream, as fault instructions see it. */
export type OpenStream = {
  visitorId: string;
  /** Puts a raw chunk on the wire. */
  write(chunk: string): void;
  /** Ends the connection without a goodbye. */
  destroy(): void;
};

/** A call as instructions match it; `method` is 'SOCKET' for one that came as a frame. */
export type CallTarget = { method: string; path: string; visitorId: string | undefined };

/** What may happen to events between the log and the wire, and to calls that come as frames. */
export type StreamShaper = {
  /** Registers an open stream; answers the function that removes it. */
  opened(stream: OpenStream): () => void;
  /** The chunks to send for one event: usually just that one. */
  shape(visitorId: string, chunk: string): string[];
  /** How long (ms) the stream must stay silent from now; 0 for not at all. */
  silentFor(visitorId: string): number;
  /** The HTTP status that refuses a new stream or socket at the moment. */
  refusal(visitorId: string | undefined): number | undefined;
  /** What happens to a call that came as a frame, in order; each answer counts as used. */
  take(target: CallTarget): RequestFault[];
};

/** The shaper of a server without faults. */
export const plainShaper: StreamShaper = {
  opened: () => () => undefined,
  shape: (_visitorId, chunk) => [chunk],
  silentFor: () => 0,
  refusal: () => undefined,
  take: () => [],
};
