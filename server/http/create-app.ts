import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import type { ConnectionSettings, Dialect } from '../dialects/dialect.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import type { DialectOptions } from '../dialects/open-dialects.js';
import { createFaultRoutes, faultMiddleware } from '../faults/fault-routes.js';
import { createOperatorDialect } from '../operator/operator-dialect.js';
import { filesPath } from '../uploads/to-attachment.js';
import { createFileRoutes } from './file-routes.js';

/** Mounts every dialect over the one service. */
export function createApp(parts: {
  service: ChatService;
  operatorKey: string;
  settings: ConnectionSettings;
  /** By name; each hangs at the path of its name. */
  dialects: ReadonlyMap<string, Dialect>;
  options: DialectOptions;
  faults: FaultPlan | undefined;
}): Hono<{ Bindings: HttpBindings }> {
  const { service, operatorKey, settings, dialects, options, faults } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  if (faults) {
    for (const name of dialects.keys()) app.use(`/${name}/*`, faultMiddleware(faults, service, `/${name}`));
    app.use(`${filesPath}/*`, faultMiddleware(faults, service, ''));
    app.route('/faults', createFaultRoutes(faults, options, settings.onError));
  }
  for (const [name, dialect] of dialects) app.route(`/${name}`, dialect.app);
  app.route('/operator/api', createOperatorDialect(service, operatorKey, settings));
  app.route(filesPath, createFileRoutes(service, settings.onError));
  app.get('/', (c) => c.text('This server runs without pages. The REST endpoint is at /rest.\n'));
  // Bare on purpose: without the error body a 404 means "this server does not offer it".
  app.notFound(() => new Response(null, { status: 404 }));
  return app;
}
