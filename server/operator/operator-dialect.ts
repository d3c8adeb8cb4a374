import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ChatService } from '../conversation/chat-service.js';
import type { ConnectionSettings } from '../dialects/dialect.js';
import { answerErrors } from '../http/error-response.js';
import { noStore } from '../http/no-store.js';
import { askedConversation } from './asked-conversation.js';
import { authenticateOperator } from './authenticate-operator.js';
import { createConversationRoutes } from './conversation-routes.js';
import { createDeskRoutes } from './desk-routes.js';
import { createFeedRoute } from './feed-route.js';
import type { OperatorEnv } from './operator-env.js';
import { createOperatorMessageRoutes } from './operator-message-routes.js';
import { createStreamRoutes } from './stream-routes.js';
import { createSubmissionRoutes } from './submission-routes.js';
import { createThreadRoutes } from './thread-routes.js';
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
  app.use(noStore);
  app.use((c, next) => {
    c.set('operator', authenticateOperator(service, operatorKey, c.req.raw));
    return next();
  });
  app.route('/', createDeskRoutes(service));
  app.route('/', createVisitorAdminRoutes(service));
  app.route('/', createSubmissionRoutes(service));
  app.route('/', createConversationRoutes(service));
  app.route('/', createThreadRoutes(service, (c) => askedConversation(service, c)));
  app.route('/', createOperatorMessageRoutes(service));
  app.route('/', createStreamRoutes(service));
  app.route('/', createFeedRoute(service, settings));
  app.onError(answerErrors(settings.onError));
  return app;
}
