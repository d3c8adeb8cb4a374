import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ChatService } from '../../conversation/chat-service.js';
import { answerErrors } from '../../http/error-response.js';
import { noStore } from '../../http/no-store.js';
import type { ConnectionSettings } from '../dialect.js';
import { createCourseRoutes } from './course-routes.js';
import { createEventRoutes } from './event-routes.js';
import { createFeedbackRoutes } from './feedback-routes.js';
import { createFormRoutes } from './form-routes.js';
import { createMessageRoutes } from './message-routes.js';
import { createPresenceRoutes } from './presence-routes.js';
import { createSessionRoutes } from './session-routes.js';
import { createUploadRoutes } from './upload-routes.js';
import { createVisitorRoutes } from './visitor-routes.js';

/** The open REST contract over the conversation service. Mount it at `/rest`. */
export function createRestDialect(service: ChatService, settings: ConnectionSettings): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
      allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'Last-Event-ID'],
      exposeHeaders: ['Retry-After'],
      maxAge: 7200,
    }),
  );
  app.use(noStore);
  app.route('/', createSessionRoutes(service));
  app.route('/', createMessageRoutes(service));
  app.route('/', createUploadRoutes(service));
  app.route('/', createEventRoutes(service, settings));
  app.route('/', createPresenceRoutes(service));
  app.route('/', createCourseRoutes(service));
  app.route('/', createFormRoutes(service));
  app.route('/', createFeedbackRoutes(service));
  app.route('/', createVisitorRoutes(service));
  app.onError(answerErrors(settings.onError));
  return app;
}
