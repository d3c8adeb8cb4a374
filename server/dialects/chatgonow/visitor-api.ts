import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { ChatService } from '../../conversation/chat-service.js';
import { CallLimiter } from '../call-limiter.js';
import type { DialectSettings } from '../dialect.js';
import { refuse, refuseFor } from './chatgonow-envelope.js';
import { type ChatgonowOptions, checkDomain, siteOf } from './chatgonow-options.js';
import { end, offline } from './closing-actions.js';
import { poll, stream } from './feed-actions.js';
import { init } from './init-action.js';
import { history, send, upload } from './message-actions.js';
import { read, typing } from './signal-actions.js';
import type { VisitorCall } from './visitor-call.js';

type Action = { method: 'GET' | 'POST'; run(call: VisitorCall): Response | Promise<Response> };

/** `visitor_api.php?action=…&key=…`: what the widget of a page may ask. */
export function createVisitorApi(service: ChatService, settings: DialectSettings): Hono<{ Bindings: HttpBindings }> {
  const actions = actionsWith(new CallLimiter(service.context.now));
  const app = new Hono<{ Bindings: HttpBindings }>();
  // Every page may read the answer, so that a refused one can say why; `checkDomain` does the refusing.
  app.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'Last-Event-ID'],
      exposeHeaders: ['Retry-After'],
      maxAge: 7200,
    }),
  );
  app.all('/', (c) => {
    const options = settings.options as ChatgonowOptions;
    const site = siteOf(options, 'key', c.req.query('key'));
    checkDomain(site, c.req.header('Origin'));
    const action = actions.get(c.req.query('action') ?? '');
    if (!action) return refuse(404, 'unknown action');
    if (action.method !== c.req.method) return refuse(405, 'method not allowed');
    return action.run({ service, settings, options, site, c });
  });
  app.onError((error) => {
    const answer = refuseFor(error);
    if (answer.status === 500) settings.onError(error);
    return answer;
  });
  return app;
}

function actionsWith(pace: CallLimiter): ReadonlyMap<string, Action> {
  return new Map<string, Action>([
    ['init', { method: 'POST', run: init }],
    ['history', { method: 'GET', run: history }],
    ['send', { method: 'POST', run: send }],
    ['upload', { method: 'POST', run: upload }],
    ['poll', { method: 'GET', run: poll }],
    ['stream', { method: 'GET', run: stream }],
    ['typing', { method: 'POST', run: (call) => typing(call, pace) }],
    ['read', { method: 'POST', run: read }],
    ['offline', { method: 'POST', run: offline }],
    ['end', { method: 'POST', run: end }],
  ]);
}
