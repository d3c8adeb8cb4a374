import type { Payload, Reply } from './phoenix-frame.js';

/** What a channel may do to the one client that joined it. */
export type ChannelLine = {
  /** A frame to everybody on the topic looks like this: without refs. */
  broadcast(event: string, payload: Payload): void;
  /** A frame to this client alone: with the join's ref. */
  push(event: string, payload: Payload): void;
  /** Ends the channel; the client is told, and does not come back by itself. */
  close(): void;
};

/** What becomes of a push: an answer, none, or the end of the channel after an answer. */
export type PushResult = { reply?: Reply; stop?: boolean };

/** One topic joined by one client. A throw from `push` is a crash: the client hears `phx_error`. */
export type Channel = {
  push(event: string, payload: Payload): PushResult;
  /** The client left, crashed or went away. */
  left(): void;
};

/** A join that was let in, or the answer that refuses it. */
export type JoinResult = { channel: Channel; reply: Reply } | { refused: Reply };

/** Joins a topic; undefined when no channel has such topics. A throw refuses the join. */
export type JoinTopic = (topic: string, payload: Payload, line: ChannelLine) => JoinResult | undefined;
