import type { Part } from '../core/model.js';
import type {
  Connected, ConnectVisitor, CreateTransport, OutgoingMessage, Resume, Transport, TransportEvent,
} from '../core/transport.js';
import { assert, eventually, within } from './contract-assert.js';
import type { ContractBackend } from './contract-backend.js';
import { createContractClock, type ContractClock } from './contract-clock.js';

/** The event of this type. */
export type EventOf<T extends TransportEvent['type']> = Extract<TransportEvent, { type: T }>;

/** One transport under test, with everything that it told. */
export type Visit = {
  transport: Transport;
  clock: ContractClock;
  events: TransportEvent[];
  /** The newest resume token it left. */
  resume: Resume | undefined;
  /** Set by `connect`, or by the first `send` where the backend knows nobody before. */
  id: string;
  connect(resume?: Resume, signal?: AbortSignal): Promise<Connected>;
  /** Connects and sends a first message, so that there is a conversation. */
  begin(): Promise<Connected>;
  send(text: string, localId?: string, signal?: AbortSignal): ReturnType<Transport['send']>;
  /** Waits for the first event that fits, beginning with the `from`th. */
  event<T extends TransportEvent['type']>(
    type: T,
    fits?: (event: EventOf<T>) => boolean,
    from?: number,
  ): Promise<EventOf<T>>;
};

/** A visitor of whom nothing is known but the page. */
export const VISITOR: ConnectVisitor = {
  locale: 'en',
  page: { url: 'https://shop.example/', title: 'Shop', referrer: '' },
};

/** A signal that does not abort. */
export const never = (): AbortSignal => new AbortController().signal;

/** The words of a message, without its other parts. */
export function toText(parts: readonly Part[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** An own message of one plain text. */
export function toOutgoing(text: string, localId: string): OutgoingMessage {
  return { localId, parts: [{ type: 'text', text, format: 'plain' }] };
}

/** A transport of its own on that backend, not connected yet, with a clock that a case can turn. */
export function visit(backend: ContractBackend, createTransport: CreateTransport): Visit {
  const clock = createContractClock();
  const events: TransportEvent[] = [];
  const { config, fetch, WebSocket = globalThis.WebSocket } = backend;
  const emit = (event: TransportEvent, resume?: Resume): void => {
    events.push(event);
    if (resume) self.resume = resume;
  };
  const transport = createTransport({ config, emit, clock, fetch, WebSocket });
  const self: Visit = {
    transport,
    clock,
    events,
    resume: undefined,
    id: '',
    async connect(resume, signal = never()) {
      const connected = await within(transport.connect(VISITOR, resume, signal));
      self.resume = connected.resume;
      self.id = connected.visitorId ?? '';
      return connected;
    },
    async begin() {
      const connected = await self.connect();
      await self.send('hello');
      return connected;
    },
    async send(text, localId = clock.randomId(), signal = never()) {
      const ack = await within(transport.send(toOutgoing(text, localId), signal));
      if (ack.resume) self.resume = ack.resume;
      // Some backends know the visitor by the first message only.
      self.id ||= (await backend.newestVisitor?.()) ?? '';
      return ack;
    },
    event: <T extends TransportEvent['type']>(
      type: T,
      fits: (event: EventOf<T>) => boolean = () => true,
      from = 0,
    ) =>
      eventually(`the event ${type}`, () =>
        events.slice(from).find((event): event is EventOf<T> => {
          return event.type === type && fits(event as EventOf<T>);
        }),
      ),
  };
  return self;
}

/** An optional method, bound; the case is only run where it is offered. */
export function offered<K extends keyof Transport>(visit: Visit, name: K): NonNullable<Transport[K]> {
  const method = visit.transport[name];
  assert(method, `${name} is not offered`);
  return method;
}
