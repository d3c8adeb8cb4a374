import type { Context } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import type { LoggedEvent, Visitor } from '../../conversation/model.js';
import { markDelivered } from '../mark-delivered.js';
import { nextEvent } from '../next-event.js';
import { originOf } from './rest-visitor.js';
import { toWireEvent } from './rest-wire.js';

/**
 * Answers at once when there is something after the cursor, else with the first event or after `seconds`.
 * @throws ServiceError `cursor_expired`
 */
export async function waitForEvents(poll: {
  service: ChatService;
  visitor: Visitor;
  cursor: string;
  seconds: number;
  call: Context;
}): Promise<{ events: LoggedEvent[]; cursor: string }> {
  const { service, visitor, cursor, call } = poll;
  const { log } = service.context;
  let events = log.since(visitor.id, cursor);
  if (events.length === 0 && poll.seconds > 0) {
    await nextEvent(service, visitor.id, poll.seconds, call.req.raw.signal);
    // Asked again rather than collected: one event is often followed by another in the same instant.
    events = log.since(visitor.id, cursor);
  }
  markDelivered(service, visitor.id, events);
  return {
    events: events.map((event) => toWireEvent(service, visitor.id, event, originOf(call))),
    cursor: events.at(-1)?.cursor ?? cursor,
  };
}
