import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { noStore } from '../../http/no-store.js';
import type { Dialect, DialectSettings } from '../dialect.js';
import { createConfigRoutes } from './config-routes.js';
import { DdpSockets } from './ddp-sockets.js';
import { createFarewellRoutes } from './farewell-routes.js';
import { createFileUploadRoutes } from './file-upload-routes.js';
import { createGuestDetailRoutes } from './guest-detail-routes.js';
import { createGuestRoutes } from './guest-routes.js';
import { createHelpRoutes } from './help-routes.js';
import { createHistoryRoutes } from './history-routes.js';
import { createInteractionRoutes } from './interaction-routes.js';
import { createLivechat, type Livechat } from './livechat.js';
import { failureOf } from './rest-answers.js';
import { limitCalls } from './rest-limits.js';
import { rocketchatCors } from './rocketchat-cors.js';
import { createRoomFileRoutes } from './room-file-routes.js';
import { createRoomMessageRoutes } from './room-message-routes.js';
import { createRoomRoutes } from './room-routes.js';
import { createTriggerRoutes } from './trigger-routes.js';

type Bindings = { Bindings: HttpBindings };

const livechatPath = '/api/v1/livechat';

const livechatRoutes = [
  createConfigRoutes,
  createGuestRoutes,
  createGuestDetailRoutes,
  createRoomRoutes,
  createFarewellRoutes,
  createRoomMessageRoutes,
  createHistoryRoutes,
  createRoomFileRoutes,
  createHelpRoutes,
  createTriggerRoutes,
];

/** Rocket.Chat's Livechat, the visitor's side: REST for calls, DDP for push and, on old servers, for calls too. */
export function createRocketchatDialect(service: ChatService, settings: DialectSettings): Dialect {
  const livechat = createLivechat(service, settings);
  const sockets = new DdpSockets(livechat);
  return {
    app: createHttp(livechat),
    upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
    close: () => sockets.close(),
  };
}

function createHttp(livechat: Livechat): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.use(rocketchatCors(livechat));
  app.use(noStore);
  app.route(livechatPath, createLivechatRoutes(livechat));
  app.route('/api/apps', createInteractionRoutes(livechat));
  app.route('/file-upload', createFileUploadRoutes(livechat));
  app.all('/api/*', (c) => c.json({ success: false, error: 'API endpoint not found' }, 404));
  app.onError((error, c) => {
    const failure = failureOf(c, error);
    if (failure) return failure;
    livechat.settings.onError(error);
    return c.json({ success: false, error: 'Internal server error' }, 500);
  });
  return app;
}

function createLivechatRoutes(livechat: Livechat): Hono<Bindings> {
  const app = new Hono<Bindings>();
  app.use(async (c, next) => {
    if (livechat.options.profile === 'ddp') return c.json({ success: false, error: 'API endpoint not found' }, 404);
    return next();
  });
  app.use(limitCalls(livechat, livechatPath));
  for (const create of livechatRoutes) app.route('/', create(livechat));
  return app;
}
