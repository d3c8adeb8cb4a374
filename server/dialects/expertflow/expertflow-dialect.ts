import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ChatService } from '../../conversation/chat-service.js';
import { ServiceError } from '../../conversation/service-error.js';
import { noStore } from '../../http/no-store.js';
import type { Dialect, DialectSettings } from '../dialect.js';
import { createChannelRoutes } from './channel-routes.js';
import { refuse, toRefusal } from './expertflow-error.js';
import { Hub } from './hub.js';
import { IoGate } from './io-gate.js';
import { createMessageRoute } from './message-route.js';

/** Expertflow's Customer Channel API (Hybrid Chat 3.x): REST to begin and to end with, Socket.IO between. */
export function createExpertflowDialect(service: ChatService, settings: DialectSettings): Dialect {
  const hub = new Hub(service, settings);
  const gate = new IoGate(hub);
  return {
    app: createRest(hub),
    handle: (request: IncomingMessage, response: ServerResponse) => gate.handle(request, response),
    upgrade: (request, socket, head) => gate.upgrade(request, socket, head),
    close: () => {
      gate.close();
      hub.close();
    },
  };
}

function createRest(hub: Hub): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(cors({ origin: '*', exposeHeaders: ['Retry-After', 'Content-Disposition'], maxAge: 7200 }));
  app.use(noStore);
  app.route('/', createChannelRoutes(hub));
  app.route('/', createMessageRoute(hub));
  app.onError((error) => {
    if (!(error instanceof ServiceError)) hub.settings.onError(error);
    return refuse(toRefusal(error));
  });
  return app;
}
