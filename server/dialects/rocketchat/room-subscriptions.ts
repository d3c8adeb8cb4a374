import { followVisitor } from '../../conversation/follow-visitor.js';
import type { LoggedEvent, Message } from '../../conversation/model.js';
import { type Frame, meteorError } from './ddp-frames.js';
import type { Livechat } from './livechat.js';
import { type RoomEvent, toRoomEvents } from './room-events.js';
import { openRoomStream, type RoomStream, wantsCollection } from './room-streams.js';
import { RocketError } from './rocket-error.js';

/** More than this in one session is a mistake or an attack. */
const maxSubscriptions = 200;

type Out = { send(frame: Frame): void; push(frame: Frame): void };

/** What one socket follows, by the ids that the client gave. */
export class RoomSubscriptions {
  readonly #livechat: Livechat;
  readonly #out: Out;
  readonly #streams = new Map<string, RoomStream>();
  readonly #followed = new Map<string, () => void>();

  constructor(livechat: Livechat, out: Out) {
    this.#livechat = livechat;
    this.#out = out;
  }

  /** Answers `ready`, or `nosub` with the reason; answers whose room it is about. */
  add(id: string, name: string, params: readonly unknown[], ownToken: string | undefined): string | undefined {
    try {
      if (this.#streams.size >= maxSubscriptions) throw new RocketError('too-many-subscriptions');
      const stream = openRoomStream(this.#livechat, name, params, ownToken);
      this.#streams.set(id, stream);
      this.#follow(stream.visitorId);
      if (wantsCollection(params)) {
        this.#out.send({ msg: 'added', collection: name, id: 'id', fields: { eventName: stream.eventName } });
      }
      this.#out.send({ msg: 'ready', subs: [id] });
      return stream.visitorId;
    } catch (error) {
      if (!(error instanceof RocketError)) throw error;
      this.#out.send({ msg: 'nosub', id, error: meteorError(error.status === 404 ? 404 : error.code, error.code) });
      return undefined;
    }
  }

  /** Answers `nosub` without an error: a normal stop. */
  remove(id: string): void {
    this.#streams.delete(id);
    this.#unfollow((visitorId) => ![...this.#streams.values()].some((stream) => stream.visitorId === visitorId));
    this.#out.send({ msg: 'nosub', id });
  }

  close(): void {
    this.#streams.clear();
    this.#unfollow(() => true);
  }

  #follow(visitorId: string): void {
    if (this.#followed.has(visitorId)) return;
    const stop = followVisitor(this.#livechat.service.context, visitorId, {
      event: (event) => this.#hear(visitorId, event),
      closed: () => this.#lost(visitorId),
    });
    this.#followed.set(visitorId, stop);
  }

  #unfollow(isOver: (visitorId: string) => boolean): void {
    for (const [visitorId, stop] of this.#followed) {
      if (!isOver(visitorId)) continue;
      this.#followed.delete(visitorId);
      stop();
    }
  }

  #hear(visitorId: string, event: LoggedEvent): void {
    const { context, receipts } = this.#livechat.service;
    const guest = context.visitors.find(visitorId);
    if (!guest) return;
    const told = toRoomEvents(this.#livechat, guest, event).map((each) => this.#tell(visitorId, each));
    if (event.type === 'message' && told.includes(true)) {
      receipts.deliveredToVisitor(visitorId, (event.data as Message).id);
    }
  }

  /** Answers whether anybody was told. */
  #tell(visitorId: string, { topic, conversationId, args }: RoomEvent): boolean {
    const heard = new Set<string>();
    for (const stream of this.#streams.values()) {
      const { name, eventName, rid } = stream;
      const fits = stream.topic === topic && stream.conversationId === conversationId && stream.visitorId === visitorId;
      // Two subscriptions to one event share its frame: frames name the event, not the subscription.
      if (!fits || heard.has(`${name} ${eventName}`)) continue;
      heard.add(`${name} ${eventName}`);
      this.#out.push({ msg: 'changed', collection: name, id: 'id', fields: { eventName, args: args(rid) } });
    }
    return heard.size > 0;
  }

  #lost(visitorId: string): void {
    for (const [id, stream] of this.#streams) if (stream.visitorId === visitorId) this.remove(id);
  }
}
