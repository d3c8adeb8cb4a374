import type { Channel, Socket } from 'phoenix';
import type { Clock } from '../../core/clock.js';
import type { TransportContext } from '../../core/transport.js';
import type { PhoenixFrame } from './pancake-frame-mapper.js';
import type { Room } from './pancake-room.js';
import type { PancakeSettings } from './pancake-settings.js';
import { createSocket } from './pancake-socket.js';

/** Milliseconds without any frame; a beat is answered long before. */
const SILENCE_MS = 25_000;
/** Servers close a connection that says nothing for a minute. */
const BEAT_MS = 12_000;
const JOIN_MS = 10_000;
const REJOIN_MS = 5_000;

/** What is heard of the socket. */
export type PushListener = {
  joined(): void;
  frame(frame: PhoenixFrame): void;
  nonsense(raw: unknown): void;
  /** It is over, not by `close`. */
  down(wasJoined: boolean): void;
};

/** The types of the client do not know this method. */
type JoinedChannel = Channel & { joinRef(): string };

/** One socket with one joined channel, on the core's clock. It opens at once. */
export class PhoenixPush {
  readonly #clock: Clock;
  readonly #room: Room;
  readonly #listener: PushListener;
  readonly #socket: Socket;
  readonly #timers = new Map<string, () => void>();
  #channel: JoinedChannel | undefined;
  #isOver = false;
  #wasJoined = false;

  constructor({ clock, WebSocket }: TransportContext, settings: PancakeSettings, room: Room, listener: PushListener) {
    this.#clock = clock;
    this.#room = room;
    this.#listener = listener;
    const socket = (this.#socket = createSocket(settings, WebSocket, (raw) => this.#hear(() => listener.nonsense(raw))));
    socket.onOpen(() => {
      this.#after('join', JOIN_MS, () => this.#quit());
      this.#beat();
      this.#hear();
    });
    socket.onClose(() => this.#end());
    socket.onMessage((message) => this.#hear(() => this.#take(message as PhoenixFrame)));
    // Also for an opening that never ends.
    this.#hear();
    socket.connect();
    this.#join();
  }

  /** Ends it; nothing is told afterwards. */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const cancel of this.#timers.values()) cancel();
    // Leaving ends the client's own timers of this channel.
    this.#channel?.leave();
    this.#socket.disconnect();
  }

  #end(): void {
    if (this.#isOver) return;
    this.close();
    this.#listener.down(this.#wasJoined);
  }

  #after(name: string, ms: number, run: () => void): void {
    this.#timers.get(name)?.();
    this.#timers.set(name, this.#clock.setTimer(run, ms));
  }

  /** A sign of life, and what is to be made of it. */
  #hear(then?: () => void): void {
    if (this.#isOver) return;
    this.#after('silence', SILENCE_MS, () => this.#end());
    then?.();
  }

  #take(frame: PhoenixFrame): void {
    const { topic, event, join_ref: joinRef } = frame;
    // Of a join that is over: the server may have sent it before it heard of that.
    const isStale = joinRef !== null && joinRef !== this.#channel?.joinRef();
    if (!isStale && topic !== 'phoenix' && !event.startsWith('phx_')) this.#listener.frame(frame);
  }

  #beat(): void {
    this.#after('beat', BEAT_MS, () => {
      this.#socket.push({ topic: 'phoenix', event: 'heartbeat', payload: {}, ref: this.#socket.makeRef() });
      this.#beat();
    });
  }

  #join(): void {
    const channel = this.#socket.channel(this.#room.topic, this.#room.payload) as JoinedChannel;
    this.#channel = channel;
    // It crashed at the server, or was closed there: a new join brings a new reference.
    const rejoin = (): void => {
      if (this.#isOver || channel !== this.#channel) return;
      this.#quit();
      this.#after('join', REJOIN_MS, () => this.#join());
    };
    channel.onError((reason?: { source?: string }) => {
      if (reason?.source !== 'transport') rejoin();
    });
    channel.onClose(rejoin);
    this.#after('join', JOIN_MS, () => this.#quit());
    channel
      .join()
      .receive('ok', () => {
        this.#timers.get('join')?.();
        this.#wasJoined = true;
        this.#listener.joined();
      })
      .receive('error', () => this.#quit());
  }

  /** Without the channel, since it was refused or nobody answers: frames may come nevertheless. */
  #quit(): void {
    this.#timers.get('join')?.();
    const channel = this.#channel;
    this.#channel = undefined;
    channel?.leave();
  }
}
