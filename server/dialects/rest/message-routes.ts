import { Hono } from 'hono';
import type { ChatService } from '../../conversation/chat-service.js';
import { maxTextLength, type VisitorMessage } from '../../conversation/messages.js';
import { invalid } from '../../conversation/service-error.js';
import { absoluteMessage } from '../../http/absolute-urls.js';
import type { Input } from '../../http/input.js';
import { readRange } from '../../http/page-range.js';
import { originOf, readCall, visitorOf } from './rest-visitor.js';
import { toWireConversation } from './rest-wire.js';

/** `GET` and `POST /messages`, `POST /messages/:id/stop`. */
export function createMessageRoutes(service: ChatService): Hono {
  const app = new Hono();

  app.get('/messages', (c) => {
    const visitor = visitorOf(service, c);
    const { messages, hasMore } = service.messages.history(visitor, readRange(c.req.query()));
    const newest = messages.at(-1);
    if (newest) service.receipts.deliveredToVisitor(visitor.id, newest.id);
    return c.json({ messages: messages.map((each) => absoluteMessage(each, originOf(c))), hasMore });
  });

  app.post('/messages', async (c) => {
    const [visitor, draft] = await readCall(service, c, readDraft);
    const { message, conversation, duplicate } = service.messages.postFromVisitor(visitor, draft);
    return c.json(
      { message: absoluteMessage(message, originOf(c)), conversation: toWireConversation(conversation), duplicate },
      201,
    );
  });

  app.post('/messages/:id/stop', (c) => {
    service.streams.end(c.req.param('id'), visitorOf(service, c).id);
    return c.body(null, 204);
  });

  return app;
}

function readDraft(input: Input): VisitorMessage {
  const action = input.object('action');
  return {
    localId: input.requiredKey('localId', 200),
    text: input.text('text', maxTextLength),
    attachments: input.texts('attachments'),
    action: action && readAction(action),
  };
}

function readAction(body: Record<string, unknown>): NonNullable<VisitorMessage['action']> {
  const { messageId, id, value } = body;
  if (typeof messageId !== 'string' || typeof id !== 'string') throw invalid({ action: 'invalid' });
  return { messageId, id, value: typeof value === 'string' ? value : '' };
}
