import type { Channel, JoinTopic } from './phoenix-channel.js';
import { type Payload, type PhoenixFrame, type Ref, Reply, replyEvent } from './phoenix-frame.js';

type Joined = { channel: Channel; joinRef: Ref };

const unmatched = new Reply('error', { reason: 'unmatched topic' });

/**
 * What a Phoenix server makes of the frames of one connection, as measured on a real one (1.7): joins, pushes,
 * heartbeats. It knows no socket.
 */
export class PhoenixSession {
  readonly #joinTopic: JoinTopic;
  readonly #send: (frame: PhoenixFrame) => void;
  readonly #joined = new Map<string, Joined>();

  constructor(joinTopic: JoinTopic, send: (frame: PhoenixFrame) => void) {
    this.#joinTopic = joinTopic;
    this.#send = send;
  }

  take(frame: PhoenixFrame): void {
    const { topic, event } = frame;
    const joined = this.#joined.get(topic);
    if (topic === 'phoenix' && event === 'heartbeat') this.#answer({ ...frame, joinRef: null }, new Reply('ok'));
    else if (event === 'phx_join') this.#join(frame, joined);
    else if (event === 'phx_leave') this.#leave(frame, joined);
    else if (joined) this.#push(frame, joined);
    else this.#answer({ ...frame, joinRef: null }, unmatched);
  }

  /** The connection is gone. */
  end(): void {
    const all = [...this.#joined.values()];
    this.#joined.clear();
    for (const { channel } of all) channel.left();
  }

  /** A second join of a topic replaces the first, which is closed only after the answer. */
  #join(frame: PhoenixFrame, earlier: Joined | undefined): void {
    if (earlier) this.#remove(frame.topic, earlier);
    this.#open(frame);
    if (earlier) this.#tell(frame.topic, earlier.joinRef, 'phx_close');
  }

  #open(frame: PhoenixFrame): void {
    const { topic, joinRef } = frame;
    const result = this.#tryJoin(frame);
    if (!result) return this.#answer({ ...frame, joinRef: null }, unmatched);
    if ('refused' in result) return this.#answer(frame, result.refused);
    this.#joined.set(topic, { channel: result.channel, joinRef });
    this.#answer(frame, result.reply);
  }

  #tryJoin({ topic, joinRef, payload }: PhoenixFrame): ReturnType<JoinTopic> {
    const isLive = (): boolean => this.#joined.get(topic)?.joinRef === joinRef;
    const line = {
      broadcast: (event: string, content: Payload) => {
        if (isLive()) this.#send({ joinRef: null, ref: null, topic, event, payload: content });
      },
      push: (event: string, content: Payload) => {
        if (isLive()) this.#send({ joinRef, ref: null, topic, event, payload: content });
      },
      close: () => {
        const joined = this.#joined.get(topic);
        if (joined?.joinRef === joinRef) this.#close(topic, joined);
      },
    };
    try {
      return this.#joinTopic(topic, payload, line);
    } catch {
      return { refused: new Reply('error', { reason: 'join crashed' }) };
    }
  }

  /** Leaving what was never joined is fine; a leave of an earlier join raced with its end and is not answered. */
  #leave(frame: PhoenixFrame, joined: Joined | undefined): void {
    if (joined && frame.joinRef !== null && frame.joinRef !== joined.joinRef) return;
    this.#answer(frame, new Reply('ok'));
    if (joined) this.#close(frame.topic, joined);
  }

  /** Whatever join_ref a push carries, the live one answers. */
  #push(frame: PhoenixFrame, joined: Joined): void {
    const { topic, event, payload } = frame;
    try {
      const { reply, stop } = joined.channel.push(event, payload);
      if (reply) this.#answer({ ...frame, joinRef: joined.joinRef }, reply);
      if (stop) this.#close(topic, joined);
    } catch {
      this.#remove(topic, joined);
      this.#tell(topic, joined.joinRef, 'phx_error');
    }
  }

  #close(topic: string, joined: Joined): void {
    this.#remove(topic, joined);
    this.#tell(topic, joined.joinRef, 'phx_close');
  }

  #remove(topic: string, joined: Joined): void {
    this.#joined.delete(topic);
    joined.channel.left();
  }

  #answer({ joinRef, ref, topic }: PhoenixFrame, reply: Reply): void {
    this.#send({ joinRef, ref, topic, event: replyEvent, payload: reply });
  }

  /** News about a join itself: its ref stands in both places. */
  #tell(topic: string, joinRef: Ref, event: 'phx_close' | 'phx_error'): void {
    this.#send({ joinRef, ref: joinRef, topic, event, payload: {} });
  }
}
