import type { IncomingMessage } from 'node:http';

/** A connection of Engine.IO, in the parts that its versions 3 and 6 share. */
export type EngineConnection = {
  readonly request: IncomingMessage;
  /** Packets that the client has not taken yet. */
  readonly writeBuffer: readonly unknown[];
  /** `socket` is there where the transport is a WebSocket. */
  readonly transport: { socket?: { send(text: string): void; terminate(): void } };
  /** The one way out for packets of every kind, pings included. */
  sendPacket(...packet: unknown[]): void;
  write(text: string): void;
  /** The client has taken what was there. */
  once(event: 'drain', listener: () => void): unknown;
  close(discard: boolean): void;
};

/** A socket of Socket.IO, in the parts that its versions 2 and 4 share. */
export type IoSocket = {
  readonly conn: EngineConnection;
  readonly handshake: { query: Record<string, unknown>; auth?: Record<string, unknown> };
  /** Meets every event before its listeners: `[name, ...arguments, acknowledge?]`. */
  use(middleware: (packet: unknown[], next: () => void) => void): unknown;
  on(event: 'disconnect' | 'error', listener: () => void): unknown;
  emit(event: string, payload: unknown): unknown;
  disconnect(close: boolean): unknown;
};
