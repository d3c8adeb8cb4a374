import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { answerErrors } from '../../http/error-response.js';
import { noStore } from '../../http/no-store.js';
import { checkAdminToken, adminTokenOf } from './admin-token.js';
import { createAgentLinkRoutes, createExchangeRoute } from './agent-link-routes.js';
import { createAgentRoutes } from './agent-routes.js';
import type { ChatvisorApp, ChatvisorTools } from './chatvisor-tools.js';
import { createConversationPollRoutes } from './conversation-poll-routes.js';
import { createCustomerRoutes } from './customer-routes.js';
import { createRulesRoutes } from './rules-routes.js';
import { createSettingsRoutes } from './settings-routes.js';
import { createVisibilityRoutes } from './visibility-routes.js';
import { createWebhookRoutes } from './webhook-routes.js';

/** The management API, for servers only: no page of another origin may read it. Mount it at `/api/v1`. */
export function createManagementApp(tools: ChatvisorTools, onError: (error: unknown) => void): ChatvisorApp {
  const { service, board, desk, options } = tools;
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(noStore);
  app.route('/', createExchangeRoute(tools));
  app.use(async (c, next) => {
    checkAdminToken(service.context, c.req.raw, adminTokenOf(service.context, options().adminToken));
    await next();
  });
  app.route('/', createVisibilityRoutes(board, desk, service.context.now));
  app.route('/', createCustomerRoutes(tools));
  app.route('/', createAgentLinkRoutes(tools));
  app.route('/', createConversationPollRoutes(tools));
  app.route('/', createAgentRoutes(tools));
  app.route('/', createWebhookRoutes(tools));
  app.route('/', createSettingsRoutes(tools));
  app.route('/', createRulesRoutes(tools));
  app.onError(answerErrors(onError));
  return app;
}
