import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { answerErrors } from '../../http/error-response.js';
import type { Dialect, DialectSettings } from '../dialect.js';
import { createRestDialect } from '../rest/rest-dialect.js';
import { adminTokenOf } from './admin-token.js';
import { createAgentViewRoutes } from './agent-view-routes.js';
import { createChatvisorTools } from './chatvisor-tools.js';
import { followChat } from './follow-chat.js';
import { createManagementApp } from './management-app.js';

/** The open REST contract below `/chat`, and beside it what a third party's environment manages. */
export function createChatvisorDialect(service: ChatService, settings: DialectSettings): Dialect {
  const tools = createChatvisorTools(service, settings);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/chat', createRestDialect(tools.service, settings));
  app.route('/api/v1', createManagementApp(tools, settings.onError));
  app.route('/agent', createAgentViewRoutes(tools, settings));
  app.onError(answerErrors(settings.onError));
  // Made now, so that it can be printed when the server starts.
  adminTokenOf(service.context, tools.options().adminToken);
  const unfollow = followChat(service, tools, settings.onError);
  // What an earlier server left in the queue.
  tools.sender.wake();
  return {
    app,
    close() {
      unfollow();
      tools.board.close();
      tools.sender.close();
    },
  };
}
