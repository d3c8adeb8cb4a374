import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { followVisitor } from '../conversation/follow-visitor.js';
import type { LoggedEvent, Visitor } from '../conversation/model.js';
import type { ConnectionSettings } from './dialect.js';
import { markDelivered } from './mark-delivered.js';
import { SilenceGate } from './silence-gate.js';

type StreamRequest = {
  service: ChatService;
  settings: ConnectionSettings;
  visitor: Visitor;
  cursor: string;
  call: Context<{ Bindings: HttpBindings }>;
  /** An event in the words of the protocol: none, one or several frames. */
  toWire(event: LoggedEvent): readonly Frame[];
};

type Frame = { type: string; data: unknown };

/** A reader this far behind (in chunks) is cut off; its cursor brings it back to where it was. */
const maxBacklog = 10_000;

/**
 * The endless answer: first what the cursor missed, then what happens.
 * @throws ServiceError `cursor_expired`, before anything is sent
 */
export function openEventStream(request: StreamRequest): Response {
  const missed = request.service.context.log.since(request.visitor.id, request.cursor);
  const connection = new EventConnection(request);
  const body = new ReadableStream<Uint8Array>(
    { start: (controller) => connection.open(controller, missed), cancel: () => connection.close() },
    new CountQueuingStrategy({ highWaterMark: missed.length + maxBacklog }),
  );
  return request.call.body(body, 200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // Tells nginx and friends to pass each event on at once.
    'X-Accel-Buffering': 'no',
  });
}

class EventConnection {
  readonly #request: StreamRequest;
  readonly #encoder = new TextEncoder();
  readonly #gate: SilenceGate<string>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #endings: (() => void)[] = [];

  constructor(request: StreamRequest) {
    this.#request = request;
    const { settings, visitor } = request;
    this.#gate = new SilenceGate(() => settings.shaper.silentFor(visitor.id), (chunk) => this.#enqueue(chunk));
  }

  open(controller: ReadableStreamDefaultController<Uint8Array>, missed: readonly LoggedEvent[]): void {
    const { service, settings, visitor } = this.#request;
    this.#controller = controller;
    this.#gate.pass('retry: 2000\n\n');
    // An answer being written arrives as a whole; its single parts would only repeat it.
    const whole = service.streams.replacements(visitor.id);
    const isRepeated = (event: LoggedEvent): boolean =>
      event.type === 'message-part' && whole.some(({ id }) => id === (event.data as { id: string }).id);
    for (const event of missed) if (!isRepeated(event)) this.#sendEvent(event);
    for (const part of whole) {
      const event = { cursor: '', type: 'message-part', data: part };
      for (const { type, data } of this.#request.toWire(event)) this.#gate.pass(frame(type, data));
    }
    markDelivered(service, visitor.id, missed);
    const heartbeat = setInterval(() => this.#gate.pass(': ping\n\n'), settings.heartbeatMs);
    this.#endings = [
      () => clearInterval(heartbeat),
      followVisitor(service.context, visitor.id, { event: (event) => this.#live(event), closed: () => this.#finish() }),
      settings.shaper.opened({
        visitorId: visitor.id,
        write: (chunk) => this.#enqueue(chunk),
        destroy: () => this.#destroy(),
      }),
    ];
  }

  close(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#gate.close();
    for (const end of this.#endings.splice(0)) end();
  }

  #live(event: LoggedEvent): void {
    this.#sendEvent(event);
    markDelivered(this.#request.service, this.#request.visitor.id, [event]);
  }

  #sendEvent(event: LoggedEvent): void {
    const { settings, visitor, toWire } = this.#request;
    const frames = toWire(event);
    if (frames.length === 0) return;
    const chunks = settings.shaper.shape(
      visitor.id,
      frames.map(({ type, data }) => `id: ${event.cursor}\n${frame(type, data)}`).join(''),
    );
    for (const chunk of chunks) this.#gate.pass(chunk);
  }

  #enqueue(chunk: string): void {
    if (!this.#controller) return;
    if ((this.#controller.desiredSize ?? 0) <= 0) {
      this.#destroy();
      return;
    }
    this.#controller.enqueue(this.#encoder.encode(chunk));
  }

  #finish(): void {
    const controller = this.#controller;
    this.close();
    controller?.close();
  }

  #destroy(): void {
    this.close();
    this.#request.call.env.incoming.socket.destroy();
  }
}

/** One event as the wire has it. JSON never contains a line break, so one data line is enough. */
function frame(type: string, data: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
