/** The dialect of frames a client asked for by `vsn`: arrays (V2), or objects as of old (V1). */
export type FrameVersion = 1 | 2;

/** Made by the client and given back as it came: some send numbers. */
export type Ref = string | number | null;

/** What travels: a JSON value, or bytes in a binary frame (V2 only). */
export type Payload = unknown;

/** One message in either direction. */
export type PhoenixFrame = { joinRef: Ref; ref: Ref; topic: string; event: string; payload: Payload };

/** How a request ended, as its `phx_reply` says. */
export type ReplyStatus = 'ok' | 'error';

/** The payload of a reply; told apart from others because its binary form is another one. */
export class Reply {
  readonly status: ReplyStatus;
  readonly response: Payload;

  constructor(status: ReplyStatus, response: Payload = {}) {
    this.status = status;
    this.response = response;
  }
}

/** The event of every reply. */
export const replyEvent = 'phx_reply';
