import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ChatService } from '../conversation/chat-service.js';
import { ServiceError } from '../conversation/service-error.js';
import type { ConnectionSettings } from '../dialects/dialect.js';
import { errorResponse } from '../http/error-response.js';
import { authenticateOperator } from './authenticate-operator.js';
import { createConversationActions } from './conversation-actions.js';
import { createConversationRoutes } from './conversation-routes.js';
import { createDeskRoutes } from './desk-routes.js';
import { createFeedRoute } from './feed-route.js';
import type { OperatorEnv } from './operator-env.js';
import { createOperatorMessageRoutes } from './operator-message-routes.js';
import { createStreamRoutes } from './stream-routes.js';
import { createSubmissionRoutes } from './submission-routes.js';
import { createVisitorAdminRoutes } from './visitor-admin-routes.js';

/** What the console needs, as HTTP calls. Mount it at `/operator/api`. */
export function createOperatorDialect(
  service: ChatService,
  operatorKey: string,
  settings: ConnectionSettings,
): Hono<OperatorEnv> {
  const app = new Hono<OperatorEnv>();
  // No cookies are involved: a page without the key gains nothing from being allowed to ask.
  app.use(cors({ origin: '*', allowHeaders: ['Authorization', 'Content-Type'], maxAge: 7200 }));
  app.use(async (c, next) => {
    c.set('operator', authenticateOperator(service, operatorKey, c.req.raw));
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.route('/', createDeskRoutes(service));
  app.route('/', createVisitorAdminRoutes(service));
  app.route('/', createSubmissionRoutes(service));
  app.route('/', createConversationRoutes(service));
  app.route('/', createConversationActions(service));
  app.route('/', createOperatorMessageRoutes(service));
  app.route('/', createStreamRoutes(service));
  app.route('/', createFeedRoute(service, settings));
  app.onError((error) => {
    if (!(error instanceof ServiceError)) settings.onError(error);
    return errorResponse(error);
  });
  return app;
}
