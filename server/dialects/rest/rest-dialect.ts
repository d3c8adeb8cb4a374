import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ChatService } from '../../conversation/chat-service.js';
import { ServiceError } from '../../conversation/service-error.js';
import { errorResponse } from '../../http/error-response.js';
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
  app.use(async (c, next) => {
    await next();
    // Answers carry tokens and words; no cache in between may keep them.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });
  app.route('/', createSessionRoutes(service));
  app.route('/', createMessageRoutes(service));
  app.route('/', createUploadRoutes(service));
  app.route('/', createEventRoutes(service, settings));
  app.route('/', createPresenceRoutes(service));
  app.route('/', createCourseRoutes(service));
  app.route('/', createFormRoutes(service));
  app.route('/', createFeedbackRoutes(service));
  app.route('/', createVisitorRoutes(service));
  app.onError((error) => {
    if (!(error instanceof ServiceError)) settings.onError(error);
    return errorResponse(error);
  });
  return app;
}
