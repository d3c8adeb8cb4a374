import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { ChatService } from '../../conversation/chat-service.js';
import { maxTextLength } from '../../conversation/messages.js';
import type { Conversation, Operator, Visitor } from '../../conversation/model.js';
import type { OperatorEvent } from '../../conversation/operator-feed.js';
import { notFound } from '../../conversation/service-error.js';
import { showConversation } from '../../operator/asked-conversation.js';
import { createFeedRoute } from '../../operator/feed-route.js';
import { absoluteAttachment, absoluteMessage } from '../../http/absolute-urls.js';
import { Input } from '../../http/input.js';
import { readJson } from '../../http/json-body.js';
import { readRange } from '../../http/page-range.js';
import { requestOrigin } from '../../http/request-origin.js';
import { readUploadedFile } from '../../http/uploaded-file.js';
import type { ConnectionSettings } from '../dialect.js';
import { agentCookie, refuseOtherSites } from './agent-cookie.js';
import type { AgentPass } from '../../store/agent-pass-store.js';
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
  app.use('/:session/*', async (c, next) => {
    refuseOtherSites(c);
    const pass = passes.session(c.req.param('session'), getCookie(c, agentCookie));
    const agent = documents.get('agents').find(({ id }) => id === pass.agentId);
    c.set('pass', pass);
    c.set('operator', agent ? toOperator(agent) : service.presence.operator);
    c.header('Cache-Control', 'no-store');
    await next();
  });
  app.route('/:session', createReadingRoutes(service));
  app.route('/:session', createSayingRoutes(service));
  app.route('/:session', createFeedRoute<Env>(service, settings, (c) => scopeOf(tools, c)));
  return app;
}

function createReadingRoutes(service: ChatService): Hono<Env> {
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

  app.get('/conversations/:id/messages', (c) => {
    const { messages, hasMore } = service.messages.ofConversation(asked(service, c), readRange(c.req.query()));
    return c.json({ messages: messages.map((each) => absoluteMessage(each, requestOrigin(c.req.raw))), hasMore });
  });

  return app;
}

function createSayingRoutes(service: ChatService): Hono<Env> {
  const app = new Hono<Env>();

  app.post('/conversations/:id/messages', async (c) => {
    const input = new Input(await readJson(c.req.raw));
    const text = input.text('text', maxTextLength) ?? '';
    const attachments = input.texts('attachments') ?? [];
    input.done();
    const message = service.messages.postFromOperator(asked(service, c), c.get('operator'), { text, attachments });
    return c.json({ message: absoluteMessage(message, requestOrigin(c.req.raw)) }, 201);
  });

  app.post('/conversations/:id/uploads', async (c) => {
    const file = await readUploadedFile(c.req.raw, service.context.site.config.upload.maxBytes);
    const { visitorId } = asked(service, c);
    return c.json(absoluteAttachment(service.uploads.store(visitorId, file), requestOrigin(c.req.raw)), 201);
  });

  app.post('/conversations/:id/typing', async (c) => {
    const input = new Input(await readJson(c.req.raw));
    const on = input.requiredFlag('on');
    input.done();
    service.presence.operatorTyping(asked(service, c), c.get('operator'), on);
    return c.body(null, 204);
  });

  app.post('/conversations/:id/read', (c) => {
    service.receipts.readByOperator(asked(service, c));
    return c.body(null, 204);
  });

  app.post('/conversations/:id/close', (c) => {
    const ended = service.conversations.end(asked(service, c), 'agent', c.get('operator'));
    return c.json({ conversation: showConversation(service, c, ended) });
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
