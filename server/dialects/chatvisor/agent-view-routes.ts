import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { ChatService } from '../../conversation/chat-service.js';
import { maxTextLength } from '../../conversation/messages.js';
import type { Conversation, Operator, Visitor } from '../../conversation/model.js';
import type { OperatorEvent } from '../../conversation/operator-feed.js';
import { notFound } from '../../conversation/service-error.js';
import { absoluteMessage } from '../../http/absolute-urls.js';
import { readInput } from '../../http/input.js';
import { noStore } from '../../http/no-store.js';
import { requestOrigin } from '../../http/request-origin.js';
import { showConversation } from '../../operator/asked-conversation.js';
import { createFeedRoute } from '../../operator/feed-route.js';
import { createThreadRoutes } from '../../operator/thread-routes.js';
import type { AgentPass } from '../../store/agent-pass-store.js';
import type { ConnectionSettings } from '../dialect.js';
import { agentCookie, refuseOtherSites } from './agent-cookie.js';
import type { ChatvisorTools } from './chatvisor-tools.js';
import { toOperator } from './staff-presence.js';

type Env = { Bindings: HttpBindings; Variables: { pass: AgentPass; operator: Operator } };

/**
 * What the agent's page may ask, below `/agent/<session>`: the words of the operator API, for the one
 * conversation that the session is about.
 */
export function createAgentViewRoutes(tools: ChatvisorTools, settings: ConnectionSettings): Hono<Env> {
  const { service, passes, documents } = tools;
  const app = new Hono<Env>();
  app.use(noStore);
  app.use('/:session/*', (c, next) => {
    refuseOtherSites(c);
    const pass = passes.session(c.req.param('session'), getCookie(c, agentCookie));
    const agent = documents.get('agents').find(({ id }) => id === pass.agentId);
    c.set('pass', pass);
    c.set('operator', agent ? toOperator(agent) : service.presence.operator);
    return next();
  });
  app.route('/:session', createOwnRoutes(service));
  app.route('/:session', createThreadRoutes<Env>(service, (c) => asked(service, c)));
  app.route('/:session', createFeedRoute<Env>(service, settings, (c) => scopeOf(tools, c)));
  return app;
}

function createOwnRoutes(service: ChatService): Hono<Env> {
  const app = new Hono<Env>();
  const { context, presence } = service;

  app.get('/state', (c) => {
    const { title, upload } = context.site.config;
    return c.json({ availability: presence.availability, operator: c.get('operator'), site: { title, upload } });
  });

  app.get('/conversations', (c) => c.json({ conversations: [showConversation(service, c, own(service, c))] }));

  app.get('/conversations/:id', (c) =>
    c.json({ conversation: showConversation(service, c, asked(service, c)), related: [] }),
  );

  app.post('/conversations/:id/messages', async (c) => {
    const draft = await readInput(c.req.raw, (input) => ({
      text: input.text('text', maxTextLength),
      attachments: input.texts('attachments'),
    }));
    const message = service.messages.postFromOperator(asked(service, c), c.get('operator'), draft);
    return c.json({ message: absoluteMessage(message, requestOrigin(c.req.raw)) }, 201);
  });

  return app;
}

/** The conversation of the session, or what a merge made of it. @throws ServiceError `not_found` */
function own(service: ChatService, c: Context<Env>): Conversation {
  return service.conversations.get(c.get('pass').conversationId);
}

/** The same, when it is the one asked for: nothing else exists here. @throws ServiceError `not_found` */
function asked(service: ChatService, c: Context<Env>): Conversation {
  if (c.req.param('id') !== c.get('pass').conversationId) throw notFound('conversation');
  return own(service, c);
}

/** Of everything that consoles hear only what is about this conversation and its customer. */
function scopeOf({ passes }: ChatvisorTools, c: Context<Env>) {
  const pass = c.get('pass');
  const { conversationId, visitorId } = pass;
  const isAbout = new Map<string, (data: never) => boolean>([
    ['conversation', ({ id }: Conversation) => id === conversationId],
    ['visitor', ({ id }: Visitor) => id === visitorId],
    ['presence', (data: { visitorId: string }) => data.visitorId === visitorId],
    ...['message', 'message-updated', 'message-deleted', 'typing', 'receipt'].map(
      (type) => [type, (data: { conversationId: string }) => data.conversationId === conversationId] as const,
    ),
  ]);
  return {
    visitorId,
    shows: ({ type, data }: OperatorEvent) => isAbout.get(type)?.(data as never) ?? false,
    onEnd: (ended: () => void) => passes.onEnd(pass, ended),
  };
}
