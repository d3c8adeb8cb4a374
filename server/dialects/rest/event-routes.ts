import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import type { LoggedEvent, Visitor } from '../../conversation/model.js';
import { invalid } from '../../conversation/service-error.js';
import type { ConnectionSettings } from '../dialect.js';
import { openEventStream } from '../event-stream.js';
import { waitForEvents } from './long-poll.js';
import { originOf, visitorOf } from './rest-visitor.js';
import { toWireEvent } from './rest-wire.js';

type Call = Context<{ Bindings: HttpBindings }>;

/** `GET /events`, as a stream or as a long poll, by what the caller accepts. */
export function createEventRoutes(service: ChatService, settings: ConnectionSettings): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/events', async (c: Call) => {
    const visitor: Visitor = visitorOf(service, c);
    // A browser's own EventSource repeats the newest id here; it is fresher than the address.
    const cursor = c.req.header('Last-Event-ID') || c.req.query('cursor') || service.context.log.cursor();
    if ((c.req.header('Accept') ?? '').includes('text/event-stream')) {
      const origin = originOf(c);
      const toWire = (event: LoggedEvent) => [toWireEvent(service, visitor.id, event, origin)];
      return openEventStream({ service, settings, visitor, cursor, call: c, toWire });
    }
    const seconds = Number(c.req.query('wait') ?? 0);
    if (!(seconds >= 0)) throw invalid({ wait: 'invalid' });
    return c.json(await waitForEvents({ service, visitor, cursor, seconds, call: c }));
  });

  return app;
}
