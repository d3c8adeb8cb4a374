import { runForCaller } from '../../conversation/current-caller.js';
import { ServiceError } from '../../conversation/service-error.js';
import type { RequestFault } from '../../faults/fault-instruction.js';
import { callerOf } from '../../http/caller-of.js';
import { isObject } from '../../http/json-body.js';
import { requestOrigin } from '../../http/request-origin.js';
import { upgradeRequest } from '../../http/upgrade-request.js';
import { SilenceGate } from '../silence-gate.js';
import { runEvent } from './customer-events.js';
import { type Refusal, toRefusal } from './expertflow-error.js';
import type { Hub } from './hub.js';
import type { IoSocket } from './io-socket.js';
import { JoinedChat } from './joined-chat.js';
import type { Chat } from './open-chat.js';

/** Somebody who takes this little is cut off; the next join brings everything. */
const maxBacklog = 10_000;
const maxChats = 1000;

type Acknowledge = (answer: unknown) => void;

/** One socket of a customer, or of a connector that speaks for many. */
export class CustomerSocket {
  readonly origin: string;
  readonly #hub: Hub;
  readonly #io: IoSocket;
  readonly #chats = new Map<string, JoinedChat>();
  #registrations: (() => void)[];
  /** Muted by a fault it holds pings and acknowledgements back as well. */
  readonly #gate: SilenceGate<unknown[]>;
  #sent = 0;
  #isClosed = false;

  constructor(hub: Hub, io: IoSocket) {
    this.#hub = hub;
    this.#io = io;
    // A host that cannot be one spoils only the caller's own addresses.
    this.origin = requestOrigin(upgradeRequest(io.conn.request) ?? new Request('http://localhost'));
    this.#registrations = [this.#register('')];
    this.#gate = this.#guard();
    // Frames come from the network's side, where nobody knows any more who shook hands.
    const caller = callerOf(io.conn.request);
    io.use((packet) => void runForCaller(caller, () => this.#receive(packet)));
    io.on('disconnect', () => this.#close());
    // A client may send an event of this name; unheard it would end the process.
    io.on('error', () => undefined);
  }

  /** Enters a conversation, or comes back to it, and is told all about it. */
  join(chat: Chat): void {
    const { id } = chat.conversation;
    const known = this.#chats.get(id);
    if (!known && this.#chats.size >= maxChats) throw new ServiceError('rate_limited', 'too many conversations on one socket');
    const joined = known ?? new JoinedChat(this.#hub, this, chat);
    this.#chats.set(id, joined);
    this.#hub.entered(id, this);
    this.#registerAll();
    joined.welcome();
  }

  /** A conversation that this socket has joined. @throws ServiceError `forbidden` */
  chat(conversationId: unknown): JoinedChat {
    const joined = typeof conversationId === 'string' ? this.#chats.get(conversationId) : undefined;
    if (!joined) throw new ServiceError('forbidden', 'join the conversation first');
    return joined;
  }

  forget(conversationId: string): void {
    this.#chats.get(conversationId)?.leave();
    this.#chats.delete(conversationId);
    this.#hub.left(conversationId, this);
    this.#registerAll();
  }

  /** What the client brought when it connected: in version 4 apart, in version 2 in the address. */
  credential(name: string): string | undefined {
    const { auth, query } = this.#io.handshake;
    const shown = auth?.[name] ?? query[name];
    return typeof shown === 'string' ? shown : undefined;
  }

  emit(event: string, payload: unknown): void {
    const { dropAfter = Infinity } = this.#hub.options;
    if (++this.#sent > dropAfter) return;
    if (this.#io.conn.writeBuffer.length > maxBacklog) this.destroy();
    else this.#io.emit(event, payload);
    if (this.#sent === dropAfter) this.#destroyOnceSent();
  }

  /** Something that happened, as opposed to an answer: faults may double or reorder it. */
  emitEvent(visitorId: string, event: string, payload: unknown): void {
    for (const chunk of this.#hub.settings.shaper.shape(visitorId, JSON.stringify([event, payload]))) {
      const [name, shaped] = JSON.parse(chunk) as [string, unknown];
      this.emit(name, shaped);
    }
  }

  /** Ends the connection without a goodbye. */
  destroy(): void {
    const { conn } = this.#io;
    if (conn.transport.socket) conn.transport.socket.terminate();
    else conn.close(true);
  }

  #destroyOnceSent(): void {
    const { conn } = this.#io;
    // A WebSocket has taken everything by now; long polling waits for the next call.
    if (conn.writeBuffer.length === 0) setImmediate(() => this.destroy());
    else conn.once('drain', () => this.#destroyOnceSent());
  }

  /** Takes one event, unless a fault has other plans for it. */
  async #receive(packet: unknown[]): Promise<void> {
    const [name, payload] = packet;
    const last = packet.at(-1);
    const acknowledge = typeof last === 'function' ? (last as Acknowledge) : undefined;
    const conversationId = isObject(payload) ? payload['conversationId'] : undefined;
    const visitorId = typeof conversationId === 'string' ? this.#chats.get(conversationId)?.visitorId : undefined;
    for (const fault of this.#hub.settings.shaper.take({ method: 'SOCKET', path: String(name), visitorId })) {
      if (fault.do !== 'delay') return this.#inflict(fault, () => void this.#run(name, payload), acknowledge);
      await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
    }
    if (!this.#isClosed) this.#acknowledge(acknowledge, this.#run(name, payload));
  }

  #inflict(fault: Exclude<RequestFault, { do: 'delay' }>, run: () => void, acknowledge: Acknowledge | undefined): void {
    if (fault.do === 'hang' || this.#isClosed) return;
    if (fault.do === 'status') {
      const wait = Object.entries(fault.headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
      this.#acknowledge(acknowledge, { status: fault.status, message: 'refused on purpose', retryAfter: wait });
      return;
    }
    if (fault.do === 'dropAfter') run();
    this.destroy();
  }

  /** Bad input is an answer; anything else a defect, which must not end the process either. */
  #run(name: unknown, payload: unknown): Refusal | undefined {
    try {
      runEvent(this.#hub, this, name, payload);
      return undefined;
    } catch (error) {
      if (!(error instanceof ServiceError)) this.#hub.settings.onError(error);
      return toRefusal(error);
    }
  }

  #acknowledge(acknowledge: Acknowledge | undefined, refusal: Refusal | undefined): void {
    if (!acknowledge || !this.#hub.options.ack) return;
    const { status, message, retryAfter } = refusal ?? { status: 200 };
    acknowledge({ status, ...(refusal && { error: { code: status, message }, retryAfter }) });
  }

  #guard(): SilenceGate<unknown[]> {
    const { conn } = this.#io;
    const send = conn.sendPacket.bind(conn);
    const gate = new SilenceGate<unknown[]>(() => this.#silentFor(), (packet) => send(...packet));
    conn.sendPacket = (...packet) => gate.pass(packet);
    return gate;
  }

  #silentFor(): number {
    return Math.max(...this.#visitors().map((id) => this.#hub.settings.shaper.silentFor(id)));
  }

  /** Faults find a socket by its visitors, or by nobody until it has one. */
  #registerAll(): void {
    for (const forget of this.#registrations) forget();
    this.#registrations = this.#visitors().map((id) => this.#register(id));
  }

  #visitors(): string[] {
    return this.#chats.size > 0 ? [...this.#chats.values()].map(({ visitorId }) => visitorId) : [''];
  }

  #register(visitorId: string): () => void {
    return this.#hub.settings.shaper.opened({
      visitorId,
      write: (chunk) => {
        const { conn } = this.#io;
        if (conn.transport.socket) conn.transport.socket.send(chunk);
        else conn.write(chunk);
      },
      destroy: () => this.destroy(),
    });
  }

  #close(): void {
    this.#isClosed = true;
    for (const id of [...this.#chats.keys()]) this.forget(id);
    for (const forget of this.#registrations) forget();
    this.#gate.close();
    this.#hub.connectors.remove(this);
  }
}
