import { invalid } from '../../conversation/service-error.js';
import { openEventStream } from '../event-stream.js';
import { markDelivered } from '../mark-delivered.js';
import { longestWaitSeconds, nextEvent } from '../next-event.js';
import { toWireEvents } from './chatgonow-events.js';
import { succeed } from './chatgonow-envelope.js';
import { callerOf, type VisitorCall } from './visitor-call.js';

/** `poll`: what came after the cursor, at once or as soon as there is something. */
export async function poll(call: VisitorCall): Promise<Response> {
  const { service, options, c } = call;
  const visitor = callerOf(call);
  const asked = Number(c.req.query('wait') ?? 0);
  if (!(asked >= 0)) throw invalid({ wait: 'invalid' });
  const deadline = performance.now() + Math.min(asked, longestWaitSeconds) * 1000;
  let cursor = cursorOf(call);
  for (;;) {
    const logged = service.context.log.since(visitor.id, cursor);
    const events = logged.flatMap((event) => toWireEvents(service, options, event));
    cursor = logged.at(-1)?.cursor ?? cursor;
    const seconds = (deadline - performance.now()) / 1000;
    if (events.length > 0 || seconds <= 0 || c.req.raw.signal.aborted) {
      markDelivered(service, visitor.id, logged);
      return succeed({ events, cursor });
    }
    // Much that the log holds has no word in this protocol: the wait goes on behind it.
    await nextEvent(service, visitor.id, seconds, c.req.raw.signal);
  }
}

/** `stream`: the same without an end. */
export function stream(call: VisitorCall): Response {
  const { service, settings, options, c } = call;
  return openEventStream({
    service,
    settings,
    visitor: callerOf(call),
    cursor: cursorOf(call),
    call: c,
    toWire: (event) => toWireEvents(service, options, event).map((data) => ({ type: data.type, data })),
  });
}

function cursorOf({ service, c }: VisitorCall): string {
  return c.req.header('Last-Event-ID') || c.req.query('cursor') || service.context.log.cursor();
}
