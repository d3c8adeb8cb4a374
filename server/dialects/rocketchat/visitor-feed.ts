import type { LoggedEvent, Message } from '../../conversation/model.js';
import type { Livechat } from './livechat.js';
import { type RoomEvent, toRoomEvents } from './room-events.js';

export type FeedListener = {
  /** Answers whether anybody was told. */
  event(event: RoomEvent): boolean;
  /** The visitor is gone. */
  closed(): void;
};

/** Follows one visitor for one socket; answers the function that stops. Consoles show the visitor as there meanwhile. */
export function followVisitor(livechat: Livechat, visitorId: string, listener: FeedListener): () => void {
  const { context, receipts } = livechat.service;
  const hear = (event: LoggedEvent): void => {
    const guest = context.visitors.find(visitorId);
    if (!guest) return;
    const told = toRoomEvents(livechat, guest, event).map((each) => listener.event(each));
    if (event.type === 'message' && told.includes(true)) {
      receipts.deliveredToVisitor(visitorId, (event.data as Message).id);
    }
  };
  const stop = context.log.subscribe(visitorId, { event: hear, closed: () => listener.closed() });
  const tell = (): void => context.feed.publish('presence', { visitorId, connected: context.log.hasListener(visitorId) });
  tell();
  return () => {
    stop();
    tell();
  };
}
