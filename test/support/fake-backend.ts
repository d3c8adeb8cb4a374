import type { Clock } from '../../src/core/clock.js';
import { ChatError } from '../../src/core/errors.js';
import type { IncomingMessage, MediaPart, Part } from '../../src/core/model.js';
import type {
  Connected, Emit, HistoryPage, HistoryQuery, OutgoingMessage, Resume, SendAck, Transport, TransportEvent,
} from '../../src/core/transport.js';

export type Call = 'connect' | 'send' | 'history' | 'upload' | 'prepare';

/** What the backend keeps of a message; `sentAs` is the test's own knowledge of who it is. */
export type Kept = { message: IncomingMessage; sentAs?: string };

type Connection = { emit: Emit; isOpen: boolean; cursor: number; isDead(): boolean };

export const textPart = (text: string): Part => ({ type: 'text', text, format: 'plain' });

/**
 * One visitor's conversation at a backend with a memory: a log, live connections, and hooks for faults.
 * Its clock is right whatever the device's says.
 */
export class FakeBackend {
  log: Kept[] = [];
  isIdempotent = true;
  echo: Transport['echo'] = 'local-id';
  hasHistory = true;
  pageSize = 20;
  visitorId = 'v1';
  /** Throws or delays before the call takes effect. */
  before: (call: Call, tab: string) => unknown = () => {};
  /** Throws or delays after it took effect: the answer is lost. */
  after: (call: Call, tab: string) => unknown = () => {};
  /** Changes what goes out live: none (dropped), one, or several (repeated). */
  wire: (event: TransportEvent) => TransportEvent[] = (event) => [event];
  acksCarryId = true;
  acksCarryTime = true;
  calls: { call: Call; tab: string; at: number; localId?: string; resume?: Resume }[] = [];
  uploads: string[] = [];
  inFlight = 0;
  maxInFlight = 0;
  #clock: Clock;
  #live = new Set<Connection>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get liveConnections(): number {
    return [...this.#live].filter(({ isDead }) => !isDead()).length;
  }

  now(): number {
    return 1_600_000_000_000 + this.#clock.monotonic();
  }

  /** An agent writes. */
  say(text: string, role: 'agent' | 'bot' = 'agent'): IncomingMessage {
    const message = this.#commit({ author: { role, id: 'a1', name: 'Ada' }, parts: [textPart(text)] });
    this.tell({ type: 'message', message });
    return message;
  }

  /** Out to whoever is connected. */
  tell(event: TransportEvent, resume: Resume = { cursor: this.log.length }): void {
    for (const connection of this.#live) {
      for (const copy of this.wire(event)) {
        if (!connection.isOpen) continue;
        connection.cursor = this.log.length;
        connection.emit(structuredClone(copy), resume);
      }
    }
  }

  /** Every line is cut; without `isNoticed` nobody is told. */
  cut(isNoticed = true): void {
    for (const connection of [...this.#live]) {
      this.#live.delete(connection);
      if (isNoticed && connection.isOpen) connection.emit({ type: 'connection-lost' });
    }
  }

  transport(emit: Emit, tab = 'tab1', isDead: () => boolean = () => false): Transport {
    let mine: Connection | undefined;
    /** Nothing reaches a dead tab, and nothing that a dead tab does reaches anybody. */
    const call = async <T>(name: Call, note: object, signal: AbortSignal, work: () => T): Promise<T> => {
      if (isDead()) return new Promise(() => {});
      this.calls.push({ call: name, tab, at: this.#clock.monotonic(), ...note });
      signal.throwIfAborted();
      await this.before(name, tab);
      if (isDead() && name !== 'send') return new Promise(() => {});
      signal.throwIfAborted();
      const result = work();
      await this.after(name, tab);
      if (isDead()) return new Promise(() => {});
      signal.throwIfAborted();
      return structuredClone(result);
    };
    const disconnect = (): void => {
      if (mine) {
        mine.isOpen = false;
        this.#live.delete(mine);
      }
      mine = undefined;
    };
    const transport: Transport = {
      echo: this.echo,
      idempotentSend: this.isIdempotent,
      connect: (_visitor, resume, signal) =>
        call('connect', { resume }, signal, (): Connected => {
          disconnect();
          mine = {
            emit: (event, next) => isDead() || emit(event, next),
            isOpen: true,
            cursor: this.log.length,
            isDead,
          };
          this.#live.add(mine);
          return {
            history: this.#page({ limit: this.pageSize }),
            conversation: { state: this.log.length ? 'active' : 'none' },
            visitorId: this.visitorId,
            resume: { cursor: this.log.length },
          };
        }),
      send: async (message, signal) => {
        this.inFlight++;
        this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
        try {
          return await call('send', { localId: message.localId }, signal, () => this.#accept(message, mine?.cursor));
        } finally {
          this.inFlight--;
        }
      },
      disconnect,
      prepare: (signal) => call('prepare', {}, signal, () => ({ availability: 'online' as const })),
      upload: (file, onProgress, signal) =>
        call('upload', {}, signal, (): MediaPart => {
          onProgress(file.size, file.size);
          this.uploads.push(file.name);
          const uploadId = `u${this.uploads.length}`;
          return { type: 'file', name: file.name, mime: file.type, url: `https://x.test/${uploadId}`, uploadId };
        }),
      setTyping: async () => {},
      markRead: async () => {},
      ...(this.hasHistory && {
        loadHistory: (query: HistoryQuery, signal: AbortSignal) =>
          call('history', {}, signal, () => this.#page(query)),
      }),
    };
    return transport;
  }

  #accept({ localId, parts }: OutgoingMessage, cursor = 0): SendAck {
    const known = this.isIdempotent ? this.log.find(({ sentAs }) => sentAs === localId) : undefined;
    const message = known?.message ?? this.#commit(
      {
        author: { role: 'visitor' },
        parts: parts.map((part) => ('localKey' in part ? { ...part, localKey: undefined } : part)),
        ...(this.echo === 'local-id' && { localId }),
      },
      localId,
    );
    if (!known && this.echo !== 'none') this.tell({ type: 'message', message });
    const { id, createdAt, order } = message;
    return {
      ...(this.acksCarryId && { id }),
      ...(this.acksCarryTime && { createdAt, order }),
      // How far this line has come, not the log: what the line has lost is not to be skipped.
      resume: { cursor },
    };
  }

  #commit(message: Omit<IncomingMessage, 'createdAt'>, sentAs?: string): IncomingMessage {
    const order = this.log.length + 1;
    const kept = { id: `s${order}`, order, createdAt: this.now(), ...message };
    this.log.push({ message: kept, ...(sentAs && { sentAs }) });
    return kept;
  }

  #page({ before, after, limit }: HistoryQuery): HistoryPage {
    const all = this.log.map(({ message }) => message);
    const at = (id: string): number => {
      const index = all.findIndex((message) => message.id === id);
      if (index < 0) throw new ChatError('not-found', `no message ${id}`);
      return index;
    };
    const size = Math.min(limit, this.pageSize);
    if (after) {
      const rest = all.slice(at(after) + 1);
      return { messages: rest.slice(0, size), hasMore: rest.length > size };
    }
    const rest = before ? all.slice(0, at(before)) : all;
    return { messages: size ? rest.slice(-size) : [], hasMore: rest.length > size };
  }
}
