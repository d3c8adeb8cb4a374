import { Hono } from 'hono';
import type { ChatService } from '../conversation/chat-service.js';
import { answerErrors } from './error-response.js';
import { fileResponse } from './file-response.js';

/** `GET /files/<secret>/<name>`: uploaded pictures. */
export function createFileRoutes(service: ChatService, report: (error: unknown) => void): Hono {
  const app = new Hono();
  app.onError(answerErrors(report));
  app.get('/:secret/:name', (c) => {
    const answer = fileResponse(service.uploads.read(c.req.param('secret')));
    answer.headers.set('Access-Control-Allow-Origin', '*');
    return answer;
  });
  return app;
}
