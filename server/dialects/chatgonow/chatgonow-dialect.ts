import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { noStore } from '../../http/no-store.js';
import type { Dialect, DialectSettings } from '../dialect.js';
import { createOpenApi } from './open-api.js';
import { createVisitorApi } from './visitor-api.js';
import { createWidgetScripts } from './widget-scripts.js';

/** ChatGoNow: the visitor's calls, the open API as its document has it, and the script for a page. */
export function createChatgonowDialect(service: ChatService, settings: DialectSettings): Dialect {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(noStore);
  app.route('/api/visitor_api.php', createVisitorApi(service, settings));
  app.route('/api/chat_api.php', createOpenApi(service, settings));
  app.route('/api', createWidgetScripts(settings));
  return { app };
}
